package dev.menny.cuda.setup;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's driver.
 *
 * @param apiVersion the newest CUDA that it supports, 1000 * major + 10 * minor: 12040 is CUDA 12.4
 * @param release its own version, such as 550.54.15, where the kernel tells it
 */
public record CudaDriver(int apiVersion, Optional<String> release) {
    // "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Thu Mar …", "… Open Kernel Module for x86_64
    // 570.86.10 …"
    private static final Pattern RELEASE = Pattern.compile("Kernel Module\\D.*?\\s(\\d+\\.[\\d.]*\\d)\\s");

    /** The newest CUDA that it supports, such as 12.4. */
    public String cudaVersion() {
        return apiVersion / 1000 + "." + apiVersion % 1000 / 10;
    }

    /** One line for people. */
    public String description() {
        return "NVIDIA driver %s for CUDA %s and older"
                .formatted(release.orElse("").strip(), cudaVersion())
                .replace("  ", " ");
    }

    /** The driver's version in the text of /proc/driver/nvidia/version. */
    static Optional<String> release(String text) {
        Matcher matcher = RELEASE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
