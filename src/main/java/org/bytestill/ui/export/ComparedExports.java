package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.engine.Engine;
import org.bytestill.export.ExportComparison;
import org.bytestill.export.HeadComparison;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Latest;
import org.bytestill.ui.common.Shell;
import org.bytestill.util.Texts;

/** Two exports that are compared: which, whether they are being compared, and what was found. On the window's thread. */
final class ComparedExports {
    private static final int MOST_LINES = 12;

    private final Texts texts = Texts.of("export");
    private final Engine engine;
    private final Latest latest;
    private final ObservableList<Path> picked = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running", false);
    private final ReadOnlyObjectWrapper<List<String>> found = new ReadOnlyObjectWrapper<>(this, "found", List.of());

    /** @param ui runs on the window's thread */
    ComparedExports(Engine engine, Executor ui) {
        this.engine = engine;
        latest = new Latest(ui);
    }

    /** Another run: nothing is picked. */
    void clear() {
        latest.cancel();
        picked.clear();
        forget();
    }

    private void forget() {
        running.set(false);
        found.set(List.of());
    }

    /** The picked ones in the order in which they were picked; a third one takes the place of the first. */
    ObservableList<Path> picked() {
        return picked;
    }

    void pick(Path export, boolean isPicked) {
        if (isPicked == picked.contains(export)) {
            return;
        }
        latest.cancel();
        forget();
        if (!isPicked) {
            picked.remove(export);
        } else {
            if (picked.size() == 2) {
                picked.remove(0);
            }
            picked.add(export);
        }
    }

    boolean canCompare() {
        return picked.size() == 2 && !running.get();
    }

    void compare() {
        if (!canCompare()) {
            return;
        }
        running.set(true);
        found.set(List.of());
        Latest.Question question = latest.ask();
        question.await(engine.compare(picked.get(0), picked.get(1)), (comparison, failure) -> {
            running.set(false);
            found.set(failure == null ? sentences(comparison) : List.of(FailureText.of(failure)));
        });
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What is different, or why it cannot be said; empty before. */
    ReadOnlyObjectProperty<List<String>> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** The command that says the same; empty while not two are picked. */
    String commandLine() {
        return picked.size() < 2 ? ""
                : "bytestill export " + Shell.quoted(picked.get(0).toString()) + " --diff " + Shell.quoted(picked.get(1).toString());
    }

    private List<String> sentences(ExportComparison comparison) {
        List<String> sentences = new ArrayList<>();
        sentences.add(texts.get("compared.weights", comparison.equal(), comparison.weights()));
        sentences.add(comparison.tokens().isEmpty() ? texts.get("compared.tokens") : predictions(comparison.tokens().get(0)));
        comparison.differences().entrySet().stream().limit(MOST_LINES).map(this::weight).forEach(sentences::add);
        comparison.other().stream().limit(MOST_LINES).forEach(name -> sentences.add(texts.get("compared.other", name)));
        int left = Math.max(0, comparison.differences().size() - MOST_LINES) + Math.max(0, comparison.other().size() - MOST_LINES);
        if (left > 0) {
            sentences.add(texts.get("compared.more", left));
        }
        comparison.files().forEach((name, what) -> sentences.add(name.isEmpty() ? texts.get("compared.file.only", what)
                : texts.get("compared.file", name, what)));
        return sentences;
    }

    private String predictions(HeadComparison tokens) {
        return texts.get("compared.predictions", tokens.positions(), Format.scientific(tokens.klBits()),
                Format.percent(tokens.top1Equal(), 1));
    }

    private String weight(Map.Entry<String, Double> weight) {
        return texts.get("compared.weight", weight.getKey(), Format.scientific(weight.getValue()));
    }
}
