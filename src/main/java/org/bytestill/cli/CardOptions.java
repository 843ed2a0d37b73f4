package org.bytestill.cli;

import java.util.List;
import org.bytestill.export.CardStatements;
import picocli.CommandLine.Option;

/** What only the person who exports can say of the model. */
final class CardOptions {
    @Option(names = "--licence", paramLabel = "ID",
            description = "Licence under which the model may be used, as the hub names it, such as apache-2.0; never guessed.")
    private String licence = "";

    @Option(names = "--language", paramLabel = "CODE", split = ",", description = "Languages it is for, such as en,de; never guessed.")
    private List<String> languages = List.of();

    @Option(names = "--use", paramLabel = "TEXT", description = "What it is meant for, a sentence for the card.")
    private String use = "";

    CardStatements statements() {
        return new CardStatements(licence, languages, use);
    }
}
