package org.bytestill.util;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The folder that native libraries are unpacked into, once, and loaded from. Whoever can write there can run code as this user, so it is
 * one that belongs to the user and that nobody else can write: {@code .djl.ai} in the home folder; where that cannot be, one with the
 * user's number in the folder of temporary files; or the one that {@value #VARIABLE} names, and no other then.
 */
public final class NativeFolder {
    public static final String VARIABLE = "DJL_CACHE_DIR";
    private static final String ENGINE_VARIABLE = "ENGINE_CACHE_DIR";
    private static final String CURE = "Set %s to a folder of your own with 1 GB free, on a drive from which programs may run.";
    /** Libtorch unpacked, with some to spare. */
    private static final long NEEDED_BYTES = 550_000_000;
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

    private static @Nullable Path prepared;

    private NativeFolder() {}

    /**
     * Finds or makes the folder and tells the libraries; further calls cost nothing.
     *
     * @throws UserError if there is no such folder; it names the variable to set
     */
    public static synchronized Path prepare() {
        if (prepared == null) {
            prepared = found();
        }
        return prepared;
    }

    private static Path found() {
        String named = setting(VARIABLE);
        List<Path> places = named.isEmpty() ? places() : List.of(path(named));
        Optional<String> first = Optional.empty();
        for (Path place : places) {
            Optional<String> fault = fault(place);
            if (fault.isEmpty()) {
                tell(place);
                return place;
            }
            first = first.or(() -> fault.map(text -> place + " " + text));
        }
        throw UserError.disk("Native libraries cannot be unpacked: %s. " + CURE, first.orElse("there is no home folder"), VARIABLE);
    }

    private static List<Path> places() {
        return Stream.of(System.getProperty("user.home", "") + "/.djl.ai",
                System.getProperty("java.io.tmpdir") + "/bytestill-" + userNumber()).map(NativeFolder::path)
                .filter(place -> Files.isDirectory(place) || Files.isWritable(place.getParent())).toList();
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? System.getProperty(name, "") : value;
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw UserError.disk("Native libraries cannot be unpacked: \"%s\" is no path (%s). " + CURE, text, e.getReason(), VARIABLE)
                    .causedBy(e);
        }
    }

    /** The user's number, where a user without a name shares "?" with others. */
    private static String userNumber() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return System.getProperty("user.name", "user").replaceAll("[^\\w.-]", "_");
        }
    }

    /** Why libraries may not be unpacked into the folder, as the end of a sentence that begins with it; empty if they may. */
    static Optional<String> fault(Path folder) {
        try {
            make(folder);
            Path probe = Files.createTempFile(folder, "probe", "");
            try {
                return isPosix(folder) ? fault(folder, probe) : Optional.empty();
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            return Optional.of("cannot be written (" + e.getClass().getSimpleName().replace("Exception", "") + ")");
        }
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            if (Files.isDirectory(folder.getParent()) && isPosix(folder.getParent())) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWN));
            } else {
                Files.createDirectories(folder);
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static Optional<String> fault(Path folder, Path probe) throws IOException {
        Files.setPosixFilePermissions(probe, OWN);
        if (!Files.isExecutable(probe)) {
            return Optional.of("lies on a drive from which no program may run (noexec)");
        }
        if (!isUnpacked(folder) && DiskSpace.usableBytes(folder) < NEEDED_BYTES) {
            return Optional.of("has " + DiskSpace.usableBytes(folder) / 1_000_000 + " MB free, libtorch needs "
                    + NEEDED_BYTES / 1_000_000);
        }
        PosixFileAttributes own = Files.readAttributes(probe, PosixFileAttributes.class);
        try (Stream<Path> below = Files.walk(folder, 2)) {
            for (Path place : below.filter(Files::isDirectory).toList()) {
                Optional<String> fault = openTo(place, own);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isUnpacked(Path folder) throws IOException {
        Path engine = folder.resolve("pytorch");
        if (!Files.isDirectory(engine)) {
            return false;
        }
        try (Stream<Path> versions = Files.list(engine)) {
            return versions.anyMatch(version -> Files.exists(version.resolve(System.mapLibraryName("torch_cpu"))));
        }
    }

    /** Who else could have put a library there. What only a group may write is closed to it: many systems give each user a group. */
    private static Optional<String> openTo(Path folder, PosixFileAttributes own) throws IOException {
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class);
        if (!found.owner().equals(own.owner()) && !found.owner().getName().equals("root")) {
            return Optional.of("belongs to " + found.owner().getName() + (folder.getFileName() == null ? "" : " (" + folder + ")"));
        }
        if (found.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            return Optional.of("can be written by everybody (" + folder + "), so that its libraries may be anybody's: delete it");
        }
        if (found.permissions().contains(PosixFilePermission.GROUP_WRITE) && found.owner().equals(own.owner())) {
            Set<PosixFilePermission> closed = found.permissions();
            closed.remove(PosixFilePermission.GROUP_WRITE);
            Files.setPosixFilePermissions(folder, closed);
        }
        return Optional.empty();
    }

    /** All native libraries go there, those of Java's foreign calls and of the window's too unless told otherwise. */
    private static void tell(Path folder) {
        System.setProperty(VARIABLE, folder.toString());
        if (setting(ENGINE_VARIABLE).isEmpty()) {
            System.setProperty(ENGINE_VARIABLE, folder.toString());
        } else {
            fault(path(setting(ENGINE_VARIABLE))).ifPresent(fault -> {
                throw UserError.disk("Native libraries cannot be unpacked: %s %s. " + CURE, setting(ENGINE_VARIABLE), fault,
                        ENGINE_VARIABLE);
            });
        }
        if (System.getProperty("jna.tmpdir") == null) {
            System.setProperty("jna.tmpdir", folder.resolve("jna").toString());
        }
    }

    /**
     * Loads native code.
     *
     * @throws UserError if it cannot be unpacked or loaded, with the folder and the variable that names another
     */
    public static <T> T loading(String what, Callable<T> load) {
        Path folder = prepare();
        try {
            return load.call();
        } catch (LinkageError e) {
            throw failed(what, folder, e);
        } catch (Exception e) {
            Throwable root = root(e);
            if (root instanceof IOException || root instanceof LinkageError) {
                throw failed(what, folder, e);
            }
            throw e instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(e);
        }
    }

    private static Throwable root(Throwable error) {
        return error.getCause() == null ? error : root(error.getCause());
    }

    private static UserError failed(String what, Path folder, Throwable e) {
        return UserError.disk("%s cannot be loaded from %s: %s. " + CURE, what, folder, String.valueOf(root(e).getMessage()), VARIABLE)
                .causedBy(e);
    }
}
