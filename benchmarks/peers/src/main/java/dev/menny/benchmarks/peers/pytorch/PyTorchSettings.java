package dev.menny.benchmarks.peers.pytorch;

import dev.menny.benchmarks.peers.ProcessSettings;

/** What DJL reads before its engine loads. */
final class PyTorchSettings {
    private PyTorchSettings() {}

    static void apply(int threads) {
        // The natives are on the class path: nothing is to be looked for in the network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("DJL_CACHE_DIR", ProcessSettings.cache("djl"));
        System.setProperty("ENGINE_CACHE_DIR", ProcessSettings.cache("djl"));
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }
}
