package dev.menny.cuda.driver;

import jcuda.driver.CUdeviceptr;

/** An address in device memory, as JCuda's calls take it. Two pointers are equal if their addresses are. */
public final class DevicePointer extends CUdeviceptr {
    /** A pointer that an allocating call of the driver sets. */
    DevicePointer() {}

    private DevicePointer(DevicePointer base, long bytes) {
        super(base, bytes);
    }

    /** The address {@code bytes} further on. */
    public DevicePointer plus(long bytes) {
        return bytes == 0 ? this : new DevicePointer(this, bytes);
    }

    /** The address, as kernels take it. */
    public long address() {
        return getNativePointer() + getByteOffset();
    }

    /** True if the address is a multiple of {@code bytes}. */
    public boolean isAligned(int bytes) {
        return address() % bytes == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DevicePointer pointer && pointer.address() == address();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address());
    }

    @Override
    public String toString() {
        return "0x%x".formatted(address());
    }
}
