package dev.menny.backend;

/** Memory lent for the length of one operation; closing gives it back to the backend. */
public interface Scratch extends AutoCloseable {
    /** An F32 buffer of at least the length asked for; its content is undefined. */
    DeviceBuffer buffer();

    @Override
    void close();
}
