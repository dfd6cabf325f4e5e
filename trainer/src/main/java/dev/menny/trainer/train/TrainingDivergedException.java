package dev.menny.trainer.train;

/** The loss, the norm of the gradients or a weight is no longer a finite number, so further steps cannot mend it. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TrainingDivergedException(String message) {
        super(message);
    }

    static TrainingDivergedException inStep(int epoch, int step, double loss) {
        return new TrainingDivergedException(message("loss", loss, place(epoch, step)));
    }

    static TrainingDivergedException inGradients(int epoch, int step, double norm) {
        return new TrainingDivergedException(message("norm of the gradients", norm, place(epoch, step)));
    }

    /** @param step how many of the epoch were made; 0 where the one before has just ended */
    static TrainingDivergedException inWeights(int epoch, int step, double squares) {
        String where = step == 0 ? "after epoch %d".formatted(epoch - 1) : place(epoch, step);
        return new TrainingDivergedException(message("norm of the weights", squares, where));
    }

    static TrainingDivergedException inValidation(int epoch, double loss) {
        return new TrainingDivergedException(
                message("loss", loss, "on the validation pictures after epoch %d".formatted(epoch)));
    }

    private static String place(int epoch, int step) {
        return "in epoch %d at step %d".formatted(epoch, step);
    }

    private static String message(String what, double value, String where) {
        return "training diverged: the %s is %s %s; lower the learning rate (--lr), ten times to begin with"
                .formatted(what, Double.isNaN(value) ? "not a number" : "infinite", where);
    }
}
