package dev.menny.trainer.train;

/** The loss is no longer a finite number, so further steps cannot mend the weights. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TrainingDivergedException(String message) {
        super(message);
    }

    static TrainingDivergedException inStep(int epoch, int step, double loss) {
        return new TrainingDivergedException(message(loss, "in epoch %d at step %d".formatted(epoch, step)));
    }

    static TrainingDivergedException inValidation(int epoch, double loss) {
        return new TrainingDivergedException(
                message(loss, "on the validation pictures after epoch %d".formatted(epoch)));
    }

    private static String message(double loss, String where) {
        return "training diverged: the loss is %s %s; lower the learning rate (--lr), ten times to begin with"
                .formatted(Double.isNaN(loss) ? "not a number" : "infinite", where);
    }
}
