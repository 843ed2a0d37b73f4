package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.engine.reading.InspectedModel.Head;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.inspector.state.Bookmark;
import org.bytestill.ui.inspector.state.BookmarkFiles;
import org.bytestill.ui.inspector.state.Bookmarks;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.ModelChoice;
import org.bytestill.ui.inspector.state.Sides;
import org.bytestill.ui.inspector.state.WholeText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorLinkTest {
    private static final byte[] TEXT = {'a', ' ', '&', '=', (byte) 0xC3, 0, '\n', (byte) 0xFF};

    @TempDir
    Path folder;

    private static InspectorViewModel model() {
        return new InspectorViewModel(
                ScriptedEngine.inspector(request -> CompletableFuture.completedFuture(ToyInspection.of(request.text())), null),
                Runnable::run);
    }

    private Bookmarks bookmarks() {
        return new Bookmarks(new BookmarkFiles(folder), told -> {});
    }

    private static InspectorLink linkOf(InspectorViewModel model, List<Bookmark> bookmarks) {
        return InspectorLink.of(model, new WholeText(model), new FlowModel(model, Runnable::run), bookmarks);
    }

    private static void show(String link, InspectorViewModel model, Bookmarks bookmarks) {
        InspectorLink.parse(link).show(model, new WholeText(model), new FlowModel(model, Runnable::run), bookmarks);
    }

    private static InspectorViewModel seen() {
        InspectorViewModel model = model();
        model.textProperty().set(TEXT);
        model.teacherProperty().set(new ModelChoice("a & b", Path.of("/m/a b"), -1, ConverterSettings.cover()));
        model.studentProperty().set(new ModelChoice("s", Path.of("/m/step-200"), 200));
        model.converterProperty().set(ConverterSettings.beam(5, 0.001));
        model.headProperty().set(Head.BYTE);
        model.sidesProperty().set(Sides.STUDENT);
        model.logarithmicProperty().set(true);
        model.inspect();
        model.moveTo(6);
        return model;
    }

    @Test
    void aLinkReproducesTheView() {
        Bookmarks bookmarks = bookmarks();
        bookmarks.turnTo(TEXT);
        bookmarks.note(3, "odd, isn't it & so on");
        String link = linkOf(seen(), bookmarks.all()).toUri();
        assertThat(link).startsWith("bytestill://inspect?").doesNotContain(" ");
        InspectorViewModel other = model();
        Bookmarks others = bookmarks();
        show("  " + link + "\n", other, others);
        assertThat(other.textProperty().get()).isEqualTo(TEXT);
        assertThat(other.teacherProperty().get()).isEqualTo(seen().teacherProperty().get());
        assertThat(other.studentProperty().get()).isEqualTo(seen().studentProperty().get());
        assertThat(other.converterProperty().get()).isEqualTo(ConverterSettings.beam(5, 0.001));
        assertThat(other.headProperty().get()).isEqualTo(Head.BYTE);
        assertThat(other.sidesProperty().get()).isEqualTo(Sides.STUDENT);
        assertThat(other.logarithmicProperty().get()).isTrue();
        assertThat(other.cursorProperty().get()).isEqualTo(6);
        assertThat(others.all()).containsExactly(new Bookmark(3, "odd, isn't it & so on"));
        assertThat(linkOf(other, others.all()).toUri()).isEqualTo(link);
    }

    @Test
    void aMixtureIsReproducedByItsLinkAndItsCommand() {
        InspectorViewModel model = seen();
        model.headProperty().set(Head.TOKEN);
        model.teacherProperty()
                .set(ModelChoice.mixture(
                        List.of(new ModelChoice("a:b, c", Path.of("/m/a b"), -1), new ModelChoice("s", Path.of("/m/step-200"), 200)),
                        Mixture.GEOMETRIC));
        InspectorLink link = InspectorLink.parse(linkOf(model, List.of()).toUri());
        assertThat(link.teacher()).isEqualTo(model.teacherProperty().get());
        assertThat(link.student()).isEqualTo(model.studentProperty().get());
        assertThat(link.toCommand("text.txt"))
                .isEqualTo("bytestill inspect --teacher '/m/a b' --teacher /m/step-200 --mix geometric --against /m/step-200"
                        + " --text text.txt --method beam --width 5 --threshold 0.001");
        String broken = linkOf(model, List.of()).toUri().replace("teacherMix=geometric", "teacherMix=harmonic");
        assertThatThrownBy(() -> InspectorLink.parse(broken)).isInstanceOf(UserError.class).hasMessageContaining("Copy it again");
    }

    @Test
    void aLinkReproducesThePictureOfTheMassFlow() {
        InspectorViewModel model = seen();
        FlowModel flow = new FlowModel(model, Runnable::run);
        flow.pictureProperty().set(FlowModel.Picture.MAP);
        flow.byMassProperty().set(true);
        String link = InspectorLink.of(model, new WholeText(model), flow, List.of()).toUri();
        InspectorViewModel other = model();
        FlowModel others = new FlowModel(other, Runnable::run);
        InspectorLink.parse(link).show(other, new WholeText(other), others, bookmarks());
        assertThat(others.pictureProperty().get()).isEqualTo(FlowModel.Picture.MAP);
        assertThat(others.byMassProperty().get()).isTrue();
        assertThat(others.sideProperty().get()).as("though only the student is compared").isEqualTo(Side.TEACHER);
    }

    @Test
    void aLinkOfBeforePicturesWereNamedIsUnderstood() {
        String link = linkOf(seen(), List.of()).toUri().replaceAll("&(picture|flow|order)=\\w+", "");
        assertThat(InspectorLink.parse(link).picture()).isEqualTo(FlowModel.Picture.ICICLE);
    }

    @Test
    void aLongTextIsNamedByItsHashAndMustBeAtHand() {
        InspectorViewModel model = seen();
        model.textProperty().set(new byte[InspectorLink.LONGEST_TEXT + 1]);
        String link = linkOf(model, List.of()).toUri();
        assertThat(link).hasSizeLessThan(1000);
        assertThatThrownBy(() -> show(link, model(), bookmarks())).isInstanceOf(UserError.class)
                .hasMessageContaining("Open that text first");
        show(link, model, bookmarks());
    }

    @Test
    void whatIsNoLinkOrWasCutIsToldWithACure() {
        String link = linkOf(seen(), List.of()).toUri();
        for (String broken : List.of("", "https://example.org", "bytestill://inspect?", "bytestill://inspect?v=1&text",
                link.substring(0, 120),
                link.replace("head=byte", "head=tail"), link.replace("text=", "text=QUJD"))) {
            assertThatThrownBy(() -> InspectorLink.parse(broken)).as(broken).isInstanceOf(UserError.class)
                    .hasMessageContaining("Copy it again");
        }
    }

    @Test
    void theCommandNamesWhatIsUnusual() {
        assertThat(linkOf(seen(), List.of()).toCommand("text.txt"))
                .isEqualTo("bytestill inspect --model '/m/a b' --against /m/step-200 --text text.txt"
                        + " --method cover --against-method beam --against-width 5 --against-threshold 0.001 --against-head byte");
    }
}
