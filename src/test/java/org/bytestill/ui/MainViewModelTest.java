package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Tasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a toolkit: where the window is, and what its status line says. */
class MainViewModelTest {
    @TempDir
    Path folder;
    private final List<Throwable> failures = new ArrayList<>();

    private MainViewModel model(FakeEngine engine) {
        return new MainViewModel(engine, new Home(folder, Optional.empty()), new Tasks(Runnable::run, Runnable::run), failures::add);
    }

    @Test
    void aRunWhoseFolderIsGoneKeepsNobodyFromClosingTheWindow() {
        MainViewModel model = model(new FakeEngine());
        model.show(new ScriptedRun(folder.resolve("gone"), RunConfig.defaults()) {
            @Override
            public RunProgress progress() {
                throw UserError.disk("%s cannot be read.", folder());
            }
        }, Tab.DASHBOARD);
        assertThat(model.statusProperty().get()).isEqualTo(folder.resolve("gone") + " cannot be read.");
        assertThat(model.activeRun()).isNull();
    }

    @Test
    void aMachineThatDoesNotAnswerIsToldOnceNotEveryTenSeconds() {
        MainViewModel model = model(new FakeEngine() {
            @Override
            public Machine machine() {
                throw new UnsatisfiedLinkError("libtorch");
            }
        });
        model.lookAtMachine();
        model.lookAtMachine();
        assertThat(failures).hasSize(1);
        assertThat(model.diskProperty().get()).as("the disk is asked all the same").contains("free");
    }
}
