package org.bytestill.ui.common;

import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.util.Texts;

/** What the words of the window mean, with a search. A small ? beside a word opens it there. */
public final class GlossaryDialog {
    private static final double WIDTH = 560;
    private static final double HEIGHT = 420;
    private static final Glossary GLOSSARY = Glossary.read();

    private final Texts texts = Texts.of("common");
    private final TextField search = Ui.id(new TextField(), "glossary-search");
    private final VBox terms = Ui.id(Ui.column(12), "glossary-terms");

    private GlossaryDialog() {
        search.setPromptText(texts.get("glossary.search"));
        search.setAccessibleText(texts.get("glossary.search"));
        search.textProperty().addListener((observable, before, now) -> show(now));
    }

    /** @param word looked up at once; empty shows all */
    public static void show(Window owner, String word) {
        GlossaryDialog glossary = new GlossaryDialog();
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(glossary.texts.get("glossary"));
        ScrollPane scroll = new ScrollPane(Ui.pad(glossary.terms, 0, 12, 0, 0));
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(HEIGHT);
        dialog.getDialogPane().setContent(Ui.size(Ui.column(12, glossary.search, scroll), WIDTH, -1));
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        dialog.getDialogPane().setId("glossary");
        glossary.search.setText(word);
        glossary.show(word);
        dialog.setOnShown(event -> glossary.search.requestFocus());
        dialog.show();
    }

    /** The ? beside a word: its meaning in a sentence, and a click opens the page. */
    public static Button help(String term, Supplier<Window> window) {
        Glossary.Term known = GLOSSARY.term(term).orElseThrow(() -> new IllegalArgumentException("the glossary lacks " + term));
        return Ui.iconButton("mdi2h-help-circle-outline", known.firstSentence(), () -> show(window.get(), term), "small");
    }

    private void show(String word) {
        var found = GLOSSARY.search(word);
        terms.getChildren().setAll(found.stream()
                .map(term -> Ui.column(4, Ui.text(term.name(), "semi"), Ui.wrap(term.meaning(), "c12", "muted"))).toList());
        if (found.isEmpty()) {
            terms.getChildren().add(Ui.wrap(texts.get("glossary.none", word.strip()), "c12", "muted"));
        }
    }
}
