package dev.menny.trainer.cli;

import dev.menny.nn.Sequential;
import dev.menny.trainer.data.DatasetReport;
import dev.menny.trainer.train.TrainingConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What is about to be trained, for the head of a report.
 *
 * @param data the folder of pictures
 * @param pictures what it holds
 * @param notices what the user may not have meant, a line each
 * @param network the model
 * @param config all settings
 * @param weights where the result goes
 */
record TrainingJob(
        Path data,
        DatasetReport pictures,
        List<String> notices,
        Sequential network,
        TrainingConfig config,
        Path weights) {}
