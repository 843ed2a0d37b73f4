package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the window, from the file that people read too. */
class GlossaryTest {
    private final Glossary glossary = Glossary.read();

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "covering lanes", "healed", "below ε", "beyond K", "in the loss", "entropy tick", "infinity sign",
        "canonical", "ring", "before", "KL", "residual", "adapter", "surprise", "top-1"})
    void aWordThatStandsInTheWindowIsExplained(String word) {
        assertThat(glossary.term(word)).hasValueSatisfying(term -> assertThat(term.meaning()).hasSizeGreaterThan(40).endsWith("."));
    }

    @Test
    void aSearchFindsNamesFirstThenMeanings() {
        assertThat(glossary.search("BEAM")).extracting(Glossary.Term::name).contains("below ε", "healed").doesNotContain("adapter");
        assertThat(glossary.search("ledger").get(0).name()).isEqualTo("ledger");
        assertThat(glossary.search("  ")).hasSameSizeAs(glossary.terms());
        assertThat(glossary.search("no such word")).isEmpty();
    }

    @Test
    void termsStandInTheOrderOfTheAlphabet() {
        assertThat(glossary.terms()).extracting(Glossary.Term::name).isSortedAccordingTo(Comparator.comparing(String::toLowerCase));
    }

    @Test
    void aSectionIsATerm() {
        Glossary parsed = Glossary.parse("# Glossary\n\nAbout.\n\n## one\n\nFirst. Then\nmore.\n\n## two\n\nSecond.\n");
        assertThat(parsed.terms()).containsExactly(new Glossary.Term("one", "First. Then more."), new Glossary.Term("two", "Second."));
        assertThat(parsed.terms().get(0).firstSentence()).isEqualTo("First.");
    }
}
