package org.bytestill.ui.tryit;

import java.util.List;
import java.util.Optional;
import javafx.scene.text.Text;
import org.bytestill.engine.job.SpokenToken;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The answer of one model, a token a text. */
final class TokensPane extends AnswerPane<SpokenToken> {
    private static final String UNFINISHED = "▯";

    private final Texts texts = Texts.of("tryit");
    private final TryViewModel model;
    private final Side side;

    TokensPane(TryViewModel model, Side side) {
        super(model, Voice.of(side), model.answer(side).writing(), model.earlier(Voice.of(side)));
        this.model = model;
        this.side = side;
    }

    @Override
    Optional<Text> text(List<SpokenToken> tokens) {
        SpokenToken token = tokens.get(0);
        boolean hasText = !token.text().isEmpty();
        Text text = Ui.style(new Text(hasText ? token.text() : token.bytes().length == 0 ? token.name() : UNFINISHED), "spoken");
        if (!hasText) {
            text.getStyleClass().add("special");
        }
        tellWhenPointedAt(text, () -> texts.get("token", Pieces.quoted(token.name(), token.bytes()),
                Format.percent(Math.exp(token.logProbability()), 1)));
        return Optional.of(text);
    }

    @Override
    String writers() {
        return model.has(side) ? side.of(model.teacherProperty().get(), texts.get("checkpoint", model.checkpointProperty().get()))
                : texts.get("noTeacher");
    }
}
