package org.bytestill.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Which libtorch this process loads, and why: the one that is named by {@value ExternalLibtorch#PATH}; else, where there is an NVIDIA
 * driver, the first PyTorch with CUDA that {@link LibtorchSearch} finds; else the built-in one. A library with CUDA cannot be loaded
 * without a driver, so without one it is told and the CPU is used.
 *
 * @param external what is loaded in place of the built-in one; null for that
 * @param notes    what a person should know of it, in sentences
 */
public record LibtorchChoice(@Nullable ExternalLibtorch external, List<String> notes) {
    private static final Texts TEXTS = Texts.of("machine");

    /** The launchers put {@value ExternalLibtorch#PATH} there, because DJL follows that variable even where it cannot be followed. */
    static final String NAMED = "bytestill.libtorch";

    /** Where things are looked for. */
    record Situation(@Nullable String named, boolean canBeIgnored, NvidiaDriver driver, LibtorchSearch search, Path home) {
        static Situation ofProcess() {
            String byLauncher = System.getProperty(NAMED, "");
            boolean has = !byLauncher.isBlank();
            return new Situation(has ? byLauncher : ExternalLibtorch.setting(ExternalLibtorch.PATH),
                    System.getenv(ExternalLibtorch.PATH) == null, NvidiaDriver.look(), LibtorchSearch.ofProcess(),
                    Path.of(System.getProperty("user.home", "")));
        }
    }

    /**
     * That of this process.
     *
     * @throws UserError if one is named that cannot be used
     */
    static LibtorchChoice ofProcess() {
        // A driver is looked for only if something may follow from it.
        return of(Situation.ofProcess());
    }

    static LibtorchChoice of(Situation situation) {
        Optional<ExternalLibtorch> named = ExternalLibtorch
                .of(name -> name.equals(ExternalLibtorch.PATH) ? situation.named() : null);
        if (named.isPresent()) {
            return ofNamed(named.get(), situation);
        }
        if (!situation.driver().isNewEnough() || LibtorchPreference.read(situation.home()).isBuiltIn()) {
            return new LibtorchChoice(null, List.of());
        }
        return situation.search().first()
                .map(found -> new LibtorchChoice(found.libtorch(),
                        List.of(found.libtorch().description() + " is used, of " + found.where() + ".")))
                .orElseGet(() -> new LibtorchChoice(null, List.of()));
    }

    private static LibtorchChoice ofNamed(ExternalLibtorch named, Situation situation) {
        if (!named.hasCuda() || situation.driver().isThere()) {
            return new LibtorchChoice(named, List.of(TEXTS.get("libtorch.named", named.description())));
        }
        String why = String.format(Locale.ROOT, "%s names %s; this machine has no NVIDIA driver (%s cannot be loaded)",
                ExternalLibtorch.PATH,
                named.description(), NvidiaDriver.library());
        if (!situation.canBeIgnored()) {
            throw UserError.badInput("%s. Install the driver, or unset the variable to compute on the CPU.", why);
        }
        return new LibtorchChoice(null,
                List.of(why + ", so the built-in libtorch is used, on the CPU. Install the driver, or unset the variable."));
    }

    /** Sentences for {@code doctor}: what of a GPU was found and what is missing, with the commands that bring it. */
    static List<String> advice(Situation situation, @Nullable ExternalLibtorch loaded, int gpus) {
        List<String> lines = new ArrayList<>();
        NvidiaDriver driver = situation.driver();
        if (gpus > 0) {
            return lines;
        }
        if (!driver.isThere()) {
            lines.add(TEXTS.get("driver.none", NvidiaDriver.library()));
            return lines;
        }
        if (!driver.isNewEnough()) {
            lines.add(TEXTS.get("driver.old", driver.cudaInWords(), ExternalLibtorch.NEEDED_CUDA_MAJOR));
            return lines;
        }
        if (loaded != null && loaded.hasCuda()) {
            lines.add(TEXTS.get("driver.hidden", driver.cudaInWords()));
            return lines;
        }
        lines.add(TEXTS.get("driver.alone", driver.cudaInWords(), ExternalLibtorch.NEEDED));
        for (LibtorchSearch.Found found : situation.search().all()) {
            found.libtorch().misfit()
                    .ifPresent(misfit -> lines.add(found.libtorch().description() + ", of " + found.where() + ", " + misfit + "."));
        }
        lines.addAll(commands(situation));
        return lines;
    }

    /** The two commands that bring one. */
    private static List<String> commands(Situation situation) {
        Path own = situation.search().ownFolder();
        return List.of(TEXTS.get("commands", quoted(own), ExternalLibtorch.NEEDED));
    }

    private static String quoted(Path path) {
        return path.toString().contains(" ") ? "\"" + path + "\"" : path.toString();
    }

    /** The same for this process. */
    public static List<String> advice(int gpus) {
        Situation situation = Situation.ofProcess();
        LibtorchChoice choice = of(situation);
        List<String> lines = new ArrayList<>(choice.notes());
        lines.addAll(advice(situation, choice.external(), gpus));
        return lines;
    }

    /** Tells DJL. */
    void announce() {
        if (external != null) {
            System.setProperty(ExternalLibtorch.PATH, external.folder().toString());
            external.announce();
        }
    }
}
