package dev.menny.cuda.driver;

import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.JCudaDriver;

/** Work noted once, to be done any number of times by one call (CUDA graph). */
public final class Graph implements AutoCloseable {
    private final CUgraphExec executable = new CUgraphExec();

    /** Makes noted work ready to be launched; the notes are used up. */
    Graph(CUgraph notes) {
        try {
            Check.driver("cuGraphInstantiate", JCudaDriver.cuGraphInstantiate(executable, notes, 0));
        } finally {
            JCudaDriver.cuGraphDestroy(notes);
        }
    }

    /** Gives all of it to a stream. */
    public void launch(Stream stream) {
        Check.driver("cuGraphLaunch", JCudaDriver.cuGraphLaunch(executable, stream.handle()));
    }

    @Override
    public void close() {
        Check.driver("cuGraphExecDestroy", JCudaDriver.cuGraphExecDestroy(executable));
    }
}
