package dev.menny.cuda.setup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signs of an NVIDIA GPU that can be seen without loading anything. */
final class GpuTraces {
    private GpuTraces() {}

    /**
     * True if something of an NVIDIA GPU is on the machine.
     *
     * @param root the machine's root folder
     * @param named the folders that somebody named for Menny
     */
    static boolean found(Path root, List<Path> named) {
        return Files.isDirectory(root.resolve("proc/driver/nvidia"))
                || Files.exists(root.resolve("usr/lib/wsl/lib").resolve(CudaSetup.DRIVER_LIBRARY))
                || hasDeviceNode(root.resolve("dev"))
                || named.stream().anyMatch(folder -> Files.exists(folder.resolve(CudaSetup.DRIVER_LIBRARY)));
    }

    private static boolean hasDeviceNode(Path devices) {
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(devices, "nvidia*")) {
            return nodes.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }
}
