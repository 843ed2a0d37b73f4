package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which libtorch is loaded where, and what the doctor says of it. */
class LibtorchChoiceTest {
    private static final NvidiaDriver DRIVER = new NvidiaDriver(true, 12080);

    @TempDir
    Path folder;

    /** Packages of a PyTorch: a version, and the CUDA that it is for, or none. */
    private Path packages(String name, String version, String cuda) throws IOException {
        Path torch = Files.createDirectories(folder.resolve(name).resolve("torch"));
        Files.createDirectories(torch.resolve("lib"));
        for (String library : cuda == null ? List.of("c10", "torch", "torch_cpu")
                : List.of("c10", "torch", "torch_cpu", "torch_cuda", "c10_cuda")) {
            Files.createFile(torch.resolve("lib").resolve(System.mapLibraryName(library)));
        }
        Files.writeString(torch.resolve("version.py"), "from typing import Optional\n__version__ = '" + version + "'\n"
                + "cuda: Optional[str] = " + (cuda == null ? "None" : "'" + cuda + "'") + "\nhip: Optional[str] = None\n");
        return folder.resolve(name);
    }

    private LibtorchSearch search(Map<String, String> environment, Path python) {
        return new LibtorchSearch(environment::get, folder.resolve("home"), () -> Optional.ofNullable(python));
    }

    private LibtorchChoice.Situation situation(String named, NvidiaDriver driver, LibtorchSearch search) {
        return new LibtorchChoice.Situation(named, true, driver, search, folder.resolve("home"));
    }

    private List<String> advice(LibtorchChoice.Situation situation, int gpus) {
        return LibtorchChoice.advice(situation, LibtorchChoice.of(situation).external(), gpus);
    }

    @Test
    void withoutADriverNothingIsLookedForAndTheDoctorSaysSo() throws IOException {
        LibtorchSearch search = search(Map.of("VIRTUAL_ENV", packages("venv", "2.7.1+cu126", "12.6").toString()), null);
        LibtorchChoice.Situation situation = situation(null, NvidiaDriver.NONE, search);
        assertThat(LibtorchChoice.of(situation)).isEqualTo(new LibtorchChoice(null, List.of()));
        assertThat(advice(situation, 0)).singleElement().asString().startsWith("No NVIDIA driver was found (")
                .contains(NvidiaDriver.library()).endsWith("everything is computed on the CPU.");
    }

    @Test
    void aNamedCudaLibraryWithoutADriverIsToldAndTheCpuIsUsed() throws IOException {
        Path lib = packages("own", "2.7.1+cu126", "12.6").resolve("torch/lib");
        LibtorchChoice choice = LibtorchChoice.of(situation(lib.toString(), NvidiaDriver.NONE, search(Map.of(), null)));
        assertThat(choice.external()).isNull();
        assertThat(choice.notes()).singleElement().asString().contains("PYTORCH_LIBRARY_PATH names PyTorch 2.7.1+cu126 in " + lib)
                .contains("no NVIDIA driver").contains("built-in libtorch is used, on the CPU").contains("unset the variable");
    }

    @Test
    void aVariableThatCannotBePassedOverIsRefusedWithItsCure() throws IOException {
        Path lib = packages("own", "2.7.1+cu126", "12.6").resolve("torch/lib");
        assertThatThrownBy(() -> LibtorchChoice.of(new LibtorchChoice.Situation(lib.toString(), false, NvidiaDriver.NONE,
                search(Map.of(), null), folder))).isInstanceOf(UserError.class).hasMessageContaining("no NVIDIA driver")
                .hasMessageContaining("unset the variable to compute on the CPU");
    }

    @Test
    void aDriverWithoutALibraryIsToldTheTwoCommands() {
        LibtorchChoice.Situation situation = situation(null, DRIVER, search(Map.of(), null));
        Path own = folder.resolve("home/.bytestill/pytorch");
        assertThat(advice(situation, 0)).anyMatch(line -> line.contains("driver for CUDA 12.8 is installed, but no PyTorch 2.7.1"))
                .anyMatch(line -> line.contains("pip install --target " + own + " torch==2.7.1")
                        && line.contains("bytestill doctor --libtorch " + own));
    }

    @Test
    void aWrongPyTorchIsNamedWithItsVersion() throws IOException {
        LibtorchSearch search = search(Map.of("CONDA_PREFIX", packages("conda", "2.9.0+cu128", "12.8").toString()), null);
        LibtorchChoice.Situation situation = situation(null, DRIVER, search);
        assertThat(LibtorchChoice.of(situation).external()).isNull();
        assertThat(advice(situation, 0)).anyMatch(line -> line.contains("PyTorch 2.9.0+cu128 in")
                && line.contains("of the active environment (CONDA_PREFIX), is not PyTorch 2.7.1, which is needed"));
    }

    @Test
    void aWrongCudaIsNamed() throws IOException {
        LibtorchSearch search = search(Map.of("VIRTUAL_ENV", packages("venv", "2.7.1+cu118", "11.8").toString()),
                packages("python", "2.7.1+cpu", null).resolve("torch"));
        assertThat(advice(situation(null, DRIVER, search), 0))
                .anyMatch(line -> line.contains("is for CUDA 11.8; one for CUDA 12 is needed"))
                .anyMatch(line -> line.contains("of python3, has no CUDA"));
        assertThat(advice(situation(null, new NvidiaDriver(true, 11040), search), 0)).singleElement().asString()
                .contains("driver serves CUDA 11.4; 12 is needed");
    }

    @Test
    void oneThatFitsIsUsedAndNamed() throws IOException {
        Path venv = packages("venv", "2.7.1+cu126", "12.6");
        LibtorchSearch search = search(Map.of("VIRTUAL_ENV", venv.toString()), null);
        LibtorchChoice choice = LibtorchChoice.of(situation(null, DRIVER, search));
        assertThat(choice.external().folder()).isEqualTo(venv.resolve("torch/lib"));
        assertThat(choice.notes()).containsExactly("PyTorch 2.7.1+cu126 in " + venv.resolve("torch/lib")
                + ", with CUDA 12.6 is used, of the active environment (VIRTUAL_ENV).");
        assertThat(advice(situation(null, DRIVER, search), 2)).isEmpty();
        assertThat(advice(situation(null, DRIVER, search), 0)).singleElement().asString().contains("CUDA_VISIBLE_DEVICES");
    }

    @Test
    void aVirtualEnvironmentHoldsItsPackagesDeeper() throws IOException {
        Path lib = packages("venv/lib/python3.11/site-packages", "2.7.1", "12.6").resolve("torch/lib");
        assertThat(LibtorchSearch.librariesIn(folder.resolve("venv"))).contains(lib);
        for (Path place : List.of(lib, lib.getParent(), lib.getParent().getParent())) {
            assertThat(LibtorchSearch.librariesIn(place)).as("%s", place).contains(lib);
        }
        assertThat(LibtorchSearch.librariesIn(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void whatIsPreferredComesFirstAndTheBuiltInOneCanBe() throws IOException {
        Path home = folder.resolve("home");
        Path venv = packages("venv", "2.7.1+cu126", "12.6");
        Path other = packages("other", "2.7.1+cu128", "12.8");
        LibtorchSearch search = search(Map.of("VIRTUAL_ENV", venv.toString()), null);
        new LibtorchPreference(other.toString()).keep(home);
        assertThat(LibtorchChoice.of(situation(null, DRIVER, search)).external().folder()).isEqualTo(other.resolve("torch/lib"));
        new LibtorchPreference(LibtorchPreference.BUILT_IN).keep(home);
        assertThat(LibtorchChoice.of(situation(null, DRIVER, search)).external()).isNull();
        new LibtorchPreference(LibtorchPreference.AUTO).keep(home);
        assertThat(LibtorchChoice.of(situation(null, DRIVER, search)).external().folder()).isEqualTo(venv.resolve("torch/lib"));
    }

    @Test
    void whatDoesNotFitIsNoPreference() throws IOException {
        Path old = packages("old", "2.5.0", "12.1");
        assertThatThrownBy(() -> new LibtorchPreference(old.toString()).keep(folder)).isInstanceOf(UserError.class)
                .hasMessageContaining("is not PyTorch 2.7.1");
        assertThatThrownBy(() -> new LibtorchPreference(folder.resolve("none").toString()).keep(folder)).isInstanceOf(UserError.class)
                .hasMessageContaining("holds no PyTorch");
        assertThatThrownBy(() -> new LibtorchPreference("a\0b").keep(folder)).isInstanceOf(UserError.class)
                .hasMessageContaining("is no folder");
    }
}
