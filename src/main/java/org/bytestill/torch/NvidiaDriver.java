package org.bytestill.torch;

import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.util.Optional;
import org.bytestill.util.NativeFolder;

/**
 * The NVIDIA driver: its library, without which no libtorch with CUDA can be loaded.
 *
 * @param isThere true if the library can be loaded
 * @param cuda    the newest CUDA that it serves, such as 12080 for 12.8; 0 if it does not say
 */
public record NvidiaDriver(boolean isThere, int cuda) {
    static final NvidiaDriver NONE = new NvidiaDriver(false, 0);
    private static volatile Optional<NvidiaDriver> known = Optional.empty();

    /** That of this machine. */
    public static NvidiaDriver look() {
        NvidiaDriver driver = known.orElseGet(NvidiaDriver::load);
        known = Optional.of(driver);
        return driver;
    }

    private static NvidiaDriver load() {
        NativeFolder.prepare();
        try {
            NativeLibrary library = NativeLibrary.getInstance(library());
            IntByReference version = new IntByReference();
            int failure = library.getFunction("cuDriverGetVersion").invokeInt(new Object[] {version});
            return new NvidiaDriver(true, failure == 0 ? version.getValue() : 0);
        } catch (UnsatisfiedLinkError e) {
            return NONE;
        }
    }

    /** Its name on this system. */
    static String library() {
        return System.getProperty("os.name").startsWith("Windows") ? "nvcuda" : "libcuda.so.1";
    }

    /** Such as 12.8. */
    String cudaInWords() {
        return cuda / 1000 + "." + cuda % 1000 / 10;
    }

    /** True if it serves a libtorch for CUDA 12. */
    boolean isNewEnough() {
        return isThere && (cuda == 0 || cuda / 1000 >= ExternalLibtorch.NEEDED_CUDA_MAJOR);
    }
}
