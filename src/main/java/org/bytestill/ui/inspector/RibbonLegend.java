package org.bytestill.ui.inspector;

import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.FlowPane;
import javafx.stage.Window;
import org.bytestill.ui.common.GlossaryDialog;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** A row below the ribbon that says what its marks are; each word opens the glossary. */
final class RibbonLegend extends FlowPane {
    /** A mark, the key of its words, the term of the glossary. */
    private record Mark(String sign, String words, String term) {}

    private static final List<Mark> MARKS = List.of(new Mark("○", "legend.ring", "ring"), new Mark("▮", "legend.bar", "surprise"),
            new Mark("−", "legend.tick", "entropy tick"), new Mark("∞", "legend.infinity", "infinity sign"),
            new Mark("● ×", "legend.top1", "top-1"));

    RibbonLegend(Texts texts, Supplier<Window> window) {
        super(16, 0);
        setId("ribbon-legend");
        Ui.pad(this, 0, 12, 4, 12);
        for (Mark mark : MARKS) {
            Hyperlink words = Ui.link(texts.get(mark.words()), () -> GlossaryDialog.show(window.get(), mark.term()), "quiet", "c11");
            getChildren().add(Ui.row(4, Ui.text(mark.sign(), "c11", "med"), words));
        }
        getChildren().add(Ui.link(texts.get("legend.all"), () -> GlossaryDialog.show(window.get(), ""), "c11"));
    }

    static List<String> terms() {
        return MARKS.stream().map(Mark::term).toList();
    }
}
