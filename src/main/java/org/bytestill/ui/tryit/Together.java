package org.bytestill.ui.tryit;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.engine.job.BlendSpeaker;
import org.bytestill.engine.job.GenerateBytesReport;
import org.bytestill.engine.job.GenerateBytesRequest;
import org.bytestill.engine.job.SpokenByte;
import org.bytestill.ui.common.Format;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** The answer that teacher and student write together, byte by byte, if the user wants one. */
final class Together {
    private final Texts texts = Texts.of("tryit");
    private final BlendSpeaker speaker;
    private final Writing<SpokenByte> writing;
    private final ObjectProperty<ByteBlend.@Nullable Kind> kind = new SimpleObjectProperty<>(this, "kind");

    /** @param window runs what changes properties */
    Together(BlendSpeaker speaker, Executor window) {
        this.speaker = speaker;
        writing = new Writing<>(window);
    }

    Writing<SpokenByte> writing() {
        return writing;
    }

    /** How the two models become one; null for no such answer. */
    ObjectProperty<ByteBlend.@Nullable Kind> kindProperty() {
        return kind;
    }

    /** All of it that can be shown. */
    String text() {
        return writing.pieces().stream().map(SpokenByte::text).collect(Collectors.joining());
    }

    /** The byte at a place as it is named: in quotes, or as one of the bytes of a character. */
    String words(int at) {
        List<SpokenByte> bytes = writing.pieces();
        String name = Pieces.ofByte(bytes.get(at).outcome());
        boolean isWhole = bytes.get(at).isEnd() || bytes.get(at).outcome() < 0x80;
        return isWhole ? name
                : bytes.subList(at, bytes.size()).stream().map(SpokenByte::text).filter(text -> !text.isEmpty()).findFirst()
                        .map(text -> texts.get("byte.of", name, Pieces.quoted(text))).orElse(name);
    }

    void ask(GenerateBytesRequest request) {
        writing.begin(texts.get("opening.together"), listener -> speaker.speak(request, listener::test), this::ended);
    }

    private String ended(GenerateBytesReport report) {
        return texts.get("ended.together", Format.count(report.bytes()), Format.fixed(report.seconds(), 1),
                Format.fixed(report.bytes() / report.seconds(), 1),
                report.texts().get(0).ended() ? texts.get("ended.both") : Pieces.ended(report.texts().get(0).reason()));
    }

    /** The models' memory is given back when they have answered. */
    void forget() {
        speaker.forget();
    }
}
