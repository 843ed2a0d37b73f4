package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A PyTorch with CUDA on a machine without a GPU: with a driver that knows no GPU it is loaded and computes on the CPU, without one it is
 * told and passed over. {@code src/test/reference/fetch-cuda-wheel.sh} brings the PyTorch.
 */
class StubDriverTest {
    private static final Path LIB = Path.of("target/cuda/torch/lib").toAbsolutePath();
    /** What libtorch takes of the driver; every call says that there is no device. */
    private static final List<String> FUNCTIONS = List.of("cuCtxGetCurrent", "cuCtxSetCurrent", "cuDevicePrimaryCtxGetState",
            "cuDevicePrimaryCtxRetain", "cuFuncGetAttribute", "cuFuncSetAttribute", "cuGetErrorString", "cuLaunchCooperativeKernel",
            "cuLaunchKernel", "cuLinkAddData_v2", "cuLinkComplete", "cuLinkCreate_v2", "cuModuleGetFunction", "cuModuleLoadData",
            "cuModuleLoadDataEx", "cuModuleUnload", "cuOccupancyMaxActiveBlocksPerMultiprocessor", "cuTensorMapEncodeTiled");

    @TempDir
    Path folder;

    @BeforeEach
    void lookForWhatItNeeds() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "The stub of the driver is one for Linux.");
        assumeTrue(!NvidiaDriver.look().isThere(), "This machine has a driver of its own.");
    }

    /** Compiles a driver that serves CUDA 12.8 and knows no GPU. */
    private void compileStub() throws Exception {
        StringBuilder source = new StringBuilder("int cuInit(unsigned flags) { return 100; }\n"
                + "int cuDriverGetVersion(int *version) { *version = 12080; return 0; }\n");
        FUNCTIONS.forEach(name -> source.append("int ").append(name).append("(void) { return 100; }\n"));
        Files.writeString(folder.resolve("stub.c"), source.toString());
        try {
            Process cc = new ProcessBuilder("cc", "-shared", "-fPIC", "-Wl,-soname,libcuda.so.1", "-o", "libcuda.so.1", "stub.c")
                    .directory(folder.toFile()).inheritIO().start();
            assertThat(cc.waitFor()).isZero();
        } catch (IOException e) {
            assumeTrue(false, "There is no C compiler: " + e.getMessage());
        }
    }

    private JsonNode doctor(Path named, boolean withDriver) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-D" + LibtorchChoice.NAMED + "=" + named, "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "doctor", "--json"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove(ExternalLibtorch.PATH);
        if (withDriver) {
            builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return new ObjectMapper().readTree(output);
    }

    @Test
    void withADriverThatKnowsNoGpuTheLibraryIsLoadedAndTheCpuComputes() throws Exception {
        assumeTrue(Files.isDirectory(LIB), LIB + " is not there; src/test/reference/fetch-cuda-wheel.sh brings it.");
        compileStub();
        JsonNode doctor = doctor(LIB, true);
        assertThat(doctor.path("libtorch").asText()).isEqualTo("2.7.1");
        assertThat(doctor.path("device").asText()).startsWith("CPU");
        assertThat(doctor.path("notes").toString()).contains("is the one that is named: PyTorch 2.7.1").contains("with CUDA 12")
                .contains("driver serves CUDA 12.8, but no GPU can be used");
    }

    @Test
    void withoutADriverALibraryWithCudaIsToldAndTheBuiltInOneComputes() throws Exception {
        Path lib = Files.createDirectories(folder.resolve("torch/lib"));
        for (String name : List.of("c10", "torch", "torch_cpu", "torch_cuda", "c10_cuda")) {
            Files.createFile(lib.resolve(System.mapLibraryName(name)));
        }
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '2.7.1+cu126'\ncuda: Optional[str] = '12.6'\n");
        JsonNode doctor = doctor(lib, false);
        assertThat(doctor.path("libtorch").asText()).isEqualTo("2.7.1");
        assertThat(doctor.path("notes").toString()).contains("this machine has no NVIDIA driver (libcuda.so.1 cannot be loaded)")
                .contains("the built-in libtorch is used, on the CPU");
    }
}
