package org.bytestill.ui.export;

import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.bytestill.export.CardStatements;
import org.bytestill.problem.UserError;

/** What only the person can say for the card, as typed. On the window's thread. */
final class CardModel {
    private final StringProperty licence = new SimpleStringProperty(this, "licence", "");
    private final StringProperty languages = new SimpleStringProperty(this, "languages", "");
    private final StringProperty use = new SimpleStringProperty(this, "use", "");

    StringProperty licenceProperty() {
        return licence;
    }

    /** Codes with commas or spaces between them. */
    StringProperty languagesProperty() {
        return languages;
    }

    StringProperty useProperty() {
        return use;
    }

    /** @throws UserError if a licence or language is no identifier */
    private CardStatements read() {
        return new CardStatements(licence.get(), List.of(languages.get().strip().split("[,;\\s]+")), use.get());
    }

    /** What is wrong with it; empty if nothing is. */
    String obstacle() {
        try {
            read();
            return "";
        } catch (UserError e) {
            return e.getMessage();
        }
    }

    /** What is said; nothing while something is wrong with it. */
    CardStatements statements() {
        return obstacle().isEmpty() ? read() : CardStatements.NONE;
    }
}
