package dev.menny.backend;

/** Runs the whole contract against one backend, for a test that starts a Java of its own: {@code BACKEND}. */
final class ContractRun {
    private ContractRun() {}

    /** Ends with exit code 1 at the first case that fails. */
    public static void main(String[] arguments) {
        try (Backend reference = TestBackends.reference();
                Backend tested = Backends.open(arguments[0], 2)) {
            Contract contract = new Contract(reference, tested);
            Contract.cases().forEach(contract::check);
            System.out.println(tested.description());
        }
    }
}
