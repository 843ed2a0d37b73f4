package org.bytestill.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The user guide, drawn: each page fits the width of its window, and a link leads to its heading. */
class HelpViewTest {
    private FxRoom room;
    private HelpViewModel model;
    private Region view;

    @BeforeEach
    void open() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    private void show(Theme.Mode mode, int width) throws Exception {
        room.show(FxRoom.theme(mode), () -> {
            model = new HelpViewModel(address -> {});
            view = new HelpView(model).node();
            return view;
        }, width, 640);
    }

    private void turnTo(String page) throws Exception {
        FxRoom.onFx(() -> {
            model.open(page);
            return null;
        });
    }

    private ScrollPane page() {
        return (ScrollPane) view.lookup("#guide-page");
    }

    @ParameterizedTest
    @CsvSource({"DARK, 900", "LIGHT, 700"})
    void noPageIsWiderThanItsWindow(Theme.Mode mode, int width) throws Exception {
        show(mode, width);
        List<String> pages = HelpViewModel.contents().stream().map(Markdown.Span::target).distinct().toList();
        assertThat(pages).hasSizeGreaterThan(10);
        for (String page : pages) {
            turnTo(page);
            assertThat(model.pageProperty().get().file()).isEqualTo(page);
            double room = FxRoom.onFx(() -> page().getViewportBounds().getWidth());
            assertThat(FxRoom.onFx(() -> page().getContent().getBoundsInParent().getWidth())).as(page).isLessThanOrEqualTo(room + 1);
        }
        turnTo("concepts.md");
        FxRoom.shot(view.getScene(), "guide-" + mode.name().toLowerCase(Locale.ROOT) + "-" + width);
        turnTo("window.md");
        FxRoom.shot(view.getScene(), "guide-tables-" + mode.name().toLowerCase(Locale.ROOT) + "-" + width);
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 900"})
    void noPageIsWiderThanItsWindowInOtherLooks(Theme.Mode mode, int width) throws Exception {
        noPageIsWiderThanItsWindow(mode, width);
    }

    @Test
    void aLinkToAHeadingScrollsThere() throws Exception {
        show(Theme.Mode.LIGHT, 900);
        turnTo("concepts.md");
        assertThat(FxRoom.onFx(() -> page().getVvalue())).isZero();
        turnTo("method.md#6-export-and-its-proof");
        FxRoom.until(() -> page().getVvalue() > 0.7);
    }
}
