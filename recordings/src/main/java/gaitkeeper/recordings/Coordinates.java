package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;

/** How a set file keeps coordinates. */
public enum Coordinates {
    /** 32-bit floats, metres. */
    FLOAT32(0, Float.BYTES),
    /** 16-bit integers of 0.2 mm, ±6.5 m: half the size, an error of 0.1 mm; lossless for KGBD's {@code .npz}. */
    INT16(1, Short.BYTES);

    private final int code;
    private final int bytes;

    Coordinates(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    /** Bytes of a coordinate. */
    int bytes() {
        return bytes;
    }

    static Coordinates ofCode(int code) {
        return switch (code) {
            case 0 -> FLOAT32;
            case 1 -> INT16;
            default -> throw new MalformedException(Reason.UNKNOWN_VERSION,
                    "coordinates of kind " + code + " are unknown to this version");
        };
    }
}
