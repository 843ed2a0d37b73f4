package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalLibtorchTest {
    @TempDir
    Path folder;

    private Optional<ExternalLibtorch> named(Path path) {
        return ExternalLibtorch.of(name -> Map.of(ExternalLibtorch.PATH, path.toString()).get(name));
    }

    private Path libraries(String... names) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        for (String name : names) {
            Files.createFile(lib.resolve(System.mapLibraryName(name)));
        }
        return lib;
    }

    @Test
    void withoutANameTheBuiltInOneIsUsed() {
        assertThat(ExternalLibtorch.of(name -> null)).isEmpty();
        assertThat(ExternalLibtorch.of(name -> " ")).isEmpty();
    }

    @Test
    void aLibtorchWithCudaIsFoundWithItsVersion() throws IOException {
        Path lib = libraries("c10", "torch", "torch_cpu", "torch_cuda", "c10_cuda");
        Files.writeString(folder.resolve("build-version"), "2.7.1+cu128\n");
        ExternalLibtorch libtorch = named(lib).orElseThrow();
        assertThat(libtorch.hasCuda()).isTrue();
        assertThat(libtorch.description()).isEqualTo("PyTorch 2.7.1+cu128 in " + lib + ", with CUDA 12.8");
    }

    @Test
    void aPythonInstallationSaysItsVersionToo() throws IOException {
        Path lib = libraries("c10", "torch", "torch_cpu");
        Files.writeString(folder.resolve("version.py"), "from typing import Optional\n__version__ = '2.9.0+cpu'\ndebug = False\n");
        assertThatThrownBy(() -> named(lib)).isInstanceOf(UserError.class)
                .hasMessageContaining(lib + ", which is PyTorch 2.9.0+cpu; 2.7.1 is needed");
        Files.writeString(folder.resolve("version.py"), "__version__ = '2.7.1'\n");
        assertThat(named(lib).orElseThrow().hasCuda()).isFalse();
        Files.writeString(folder.resolve("version.py"), "__version__ = '2.7.10'\n");
        assertThatThrownBy(() -> named(lib)).isInstanceOf(UserError.class).hasMessageContaining("2.7.10");
    }

    @Test
    void aVersionThatCannotBeReadIsNoVersionThatFits() throws IOException {
        Path lib = libraries("c10", "torch", "torch_cpu");
        Files.write(folder.resolve("build-version"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThatThrownBy(() -> named(lib)).isInstanceOf(UserError.class).hasMessageContaining("version cannot be read");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertThatThrownBy(() -> named(folder.resolve("none"))).isInstanceOf(UserError.class)
                .hasMessageContaining("PYTORCH_LIBRARY_PATH names")
                .hasMessageContaining("none, which is no folder");
        Path lib = libraries("c10", "torch", "torch_cuda");
        assertThatThrownBy(() -> named(lib)).isInstanceOf(UserError.class).hasMessageContaining(System.mapLibraryName("torch_cpu") + ", "
                + System.mapLibraryName("c10_cuda") + " is missing");
    }
}
