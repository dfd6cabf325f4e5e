package dev.menny.benchmarks.menny;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.Contestant;
import dev.menny.benchmarks.workload.ConvPass;
import dev.menny.benchmarks.workload.ConvWork;
import dev.menny.benchmarks.workload.LinearWork;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Workload;
import java.util.Optional;

/** Menny on any of its devices. */
public final class MennyContestant implements Contestant {
    @Override
    public String name() {
        return "menny";
    }

    @Override
    public String version() {
        String version = Backend.class.getPackage().getImplementationVersion();
        return version == null ? "Menny" : "Menny " + version;
    }

    @Override
    public Optional<String> refusal(Work work, Setting setting) {
        if (work instanceof ConvWork conv
                && conv.pass() == ConvPass.BACKWARD_DATA
                && conv.shape().isFirstLayer()) {
            return Optional.of("nobody needs a first layer's data gradient: leave out size " + conv.shape());
        }
        return Devices.refusedPrecision(setting);
    }

    /** Refuses a device that is not there before anything is measured. */
    @Override
    public void requireReady(Setting setting) {
        Devices.requirePresent(setting);
    }

    @Override
    public Workload prepare(Work work, Setting setting) {
        Backend backend = Backends.open(setting.device(), Devices.options(setting));
        return switch (work) {
            case ConvWork conv -> new MennyConv(backend, conv, setting);
            case LinearWork linear -> new MennyLinear(backend, linear);
            case AdamWWork adamW -> new MennyAdamW(backend, adamW);
            case NetworkWork network -> MennyNetwork.prepare(backend, network);
        };
    }
}
