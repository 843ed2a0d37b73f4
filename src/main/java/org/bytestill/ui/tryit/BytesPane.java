package org.bytestill.ui.tryit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.text.Text;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.engine.job.SpokenByte;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The answer that both models write together, a character a text, with the probability of each of its bytes. */
final class BytesPane extends AnswerPane<SpokenByte> {
    private final Texts texts = Texts.of("tryit");
    private final TryViewModel model;

    BytesPane(TryViewModel model) {
        super(model, Voice.TOGETHER, model.together().writing(), model.earlier(Voice.TOGETHER));
        this.model = model;
    }

    /** Bytes of one character come before its text, as do those that could have become a stop string. */
    @Override
    Optional<Text> text(List<SpokenByte> bytes) {
        SpokenByte last = bytes.get(bytes.size() - 1);
        if (last.text().isEmpty() && !last.isEnd()) {
            return Optional.empty();
        }
        Text text = Ui.style(new Text(last.text().isEmpty() ? " " + texts.get("end") : last.text()), "spoken");
        if (last.text().isEmpty()) {
            text.getStyleClass().add("special");
        }
        List<SpokenByte> own = List.copyOf(bytes);
        tellWhenPointedAt(text, () -> own.stream().map(this::words).collect(Collectors.joining("\n")));
        return Optional.of(text);
    }

    private String words(SpokenByte one) {
        return texts.get("byte", Pieces.ofByte(one.outcome()), Format.percent(one.probability(), 1),
                Format.percent(one.byModel().get(0), 1), Format.percent(one.byModel().get(1), 1));
    }

    @Override
    String writers() {
        ByteBlend.Kind kind = model.together().kindProperty().get();
        return kind == null ? "" : texts.get("together." + kind.word());
    }
}
