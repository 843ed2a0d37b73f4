package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.bytestill.engine.Engine;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.machine.Machines;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "doctor", description = "Say what this machine offers, what was looked for and not found, and what to do about it.")
final class DoctorCommand extends EngineCommand {
    @Option(names = "--libtorch", paramLabel = "auto|built-in|DIR",
            description = "Choose once for all which libtorch computes: one that is looked for, the one that comes with Bytestill, or a"
                    + " PyTorch with CUDA by its folder or its virtual environment.")
    private String libtorch;

    @Override
    ExitCode run(Terminal terminal) {
        if (libtorch != null) {
            Machines.preferLibtorch(libtorch);
        }
        try (Engine engine = Bytestill.openEngine()) {
            Machine machine = engine.machine();
            String version = Optional.ofNullable(Bytestill.class.getPackage().getImplementationVersion()).orElse("development build");
            if (terminal.isJson()) {
                ObjectNode object = Terminal.object("doctor").put("version", version).put("java", System.getProperty("java.version"))
                        .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch")).put("device", machine.device())
                        .put("memoryBytes", machine.memoryBytes()).put("freeMemoryBytes", machine.freeMemoryBytes())
                        .put("heapBytes", Runtime.getRuntime().maxMemory()).put("libtorch", machine.libtorch());
                object.set("notes", Terminal.array(machine.notes()));
                terminal.data(object);
            } else {
                terminal.line("Bytestill   %s", version);
                terminal.line("Java        %s on %s %s, heap up to %s", System.getProperty("java.version"), System.getProperty("os.name"),
                        System.getProperty("os.arch"), Labels.memory(Runtime.getRuntime().maxMemory()));
                terminal.line("libtorch    %s", machine.libtorch());
                terminal.line("device      %s, %s of memory, %s free", machine.device(), Labels.memory(machine.memoryBytes()),
                        Labels.memory(machine.freeMemoryBytes()));
                machine.notes().forEach(note -> terminal.line("note        %s", note));
            }
            return ExitCode.OK;
        }
    }
}
