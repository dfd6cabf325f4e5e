package dev.menny.backend.host;

import dev.menny.backend.Backend;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.Kernels;

/**
 * A CPU backend: heap memory, some kernels, and the threads they share.
 *
 * @param name the provider's name
 * @param description one line for people
 * @param memory the heap
 * @param kernels what computes
 * @param team the kernels' threads, ended by {@link #close()}
 */
public record HostBackend(String name, String description, DeviceMemory memory, Kernels kernels, ThreadTeam team)
        implements Backend {
    @Override
    public void synchronize() {
        // CPU kernels have finished when they return.
    }

    @Override
    public void close() {
        team.close();
    }
}
