package org.bytestill.tasks.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytestill.problem.UserError;
import org.bytestill.tasks.file.Entry;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PySequence;
import org.bytestill.text.python.TextSplits;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a model reads before an answer, as lm-evaluation-harness 0.4.13 does: description, examples, question, the beginning of an
 * answer; as plain text with delimiters, or as turns of a chat. Documents come in their order, since examples are drawn one after the other.
 */
public final class PromptWriter {
    private final TaskConfig task;
    private final DocumentFields fields;
    private final DocumentFields ofExamples;
    private final Examples examples;
    private final int count;
    private final boolean leavesOut;
    private final @Nullable ChatWriter chat;
    private final String system;
    private final boolean choicesAreQuestions;

    /**
     * @param first   the first evaluated document: what its question is decides for all
     * @param count   examples before each question
     * @param chat    writes turns; null for plain text
     * @param system  a system message before the description; empty for none
     */
    public PromptWriter(TaskConfig task, TaskDocuments evaluated, List<PyDict> pool, int count, long seed, @Nullable ChatWriter chat,
            String system) {
        boolean hasChoices = task.prompt().choice() != null;
        this.task = task;
        this.fields = new DocumentFields(task.prompt(), evaluated.fields(), hasChoices);
        this.ofExamples = new DocumentFields(task.fewshot().prompt(), evaluated.fields(), hasChoices);
        this.examples = new Examples(pool, task.fewshot().firstN(), seed);
        this.count = count;
        this.leavesOut = Objects.equals(task.fewshot().split(), task.testSplit());
        this.chat = chat;
        this.system = system;
        this.choicesAreQuestions = hasChoices && task.prompt().text() != null
                && Numbers.isWhole(fields.text(evaluated.documents().get(0)));
    }

    /** What the fields of a document are. */
    public DocumentFields fields() {
        return fields;
    }

    /** Whether a document's choices are questions, and its answer follows each of them. */
    public boolean choicesAreQuestions() {
        return choicesAreQuestions;
    }

    /** Between question and choice: nothing after a chat template, whose end takes its place. */
    public String choiceDelimiter() {
        String delimiter = task.prompt().targetDelimiter();
        Entry prefix = task.prompt().prefix();
        return chat == null || prefix != null && !prefix.text().isEmpty() && !endsInSpace(prefix.text()) ? delimiter : "";
    }

    /** The contexts of the next document: one, or one for each choice where these are questions. */
    public List<String> contexts(PyDict document) {
        List<Turn> before = new ArrayList<>();
        String description = task.description() == null ? "" : fields.written(task.description(), document);
        String first = delimited(system, description, task.prompt().fewshotDelimiter());
        if (!first.isEmpty()) {
            before.add(new Turn(Turn.SYSTEM, first, ""));
        }
        for (PyDict example : examples.next(count, leavesOut ? document : null)) {
            before.addAll(example(example));
        }
        String prefix = fields.prefix(document);
        if (choicesAreQuestions) {
            return required(fields.choices(document)).stream().map(choice -> written(before, question(choice, prefix, ""), prefix))
                    .toList();
        }
        return List.of(written(before, question(asText(fields.text(document)), prefix, task.prompt().targetDelimiter()), prefix));
    }

    private String written(List<Turn> before, List<Turn> question, String prefix) {
        List<Turn> turns = new ArrayList<>(before);
        turns.addAll(question);
        if (chat != null) {
            return chat.written(turns, !prefix.isEmpty());
        }
        StringBuilder text = new StringBuilder();
        turns.forEach(turn -> text.append(turn.text()));
        return text.toString();
    }

    /** A question without its answer. */
    private static List<Turn> question(String question, String prefix, String delimiter) {
        if (prefix.isEmpty()) {
            return List.of(new Turn(Turn.USER, question, ""));
        }
        return List.of(new Turn(Turn.USER, question, requiresDelimiter(question, prefix) ? delimiter : ""),
                new Turn(Turn.ASSISTANT, prefix, ""));
    }

    /** A question and its answer. */
    private List<Turn> example(PyDict example) {
        List<String> choices = ofExamples.choices(example);
        Object text = ofExamples.text(example);
        Object target = ofExamples.target(example);
        String question = choicesAreQuestions ? chosen(required(choices), text) : asText(text);
        String prefix = ofExamples.prefix(example);
        String delimiter = task.fewshot().prompt().targetDelimiter();
        if (target instanceof None || target.equals("")) {
            return question(question, prefix, delimiter);
        }
        boolean isChoice = !choicesAreQuestions && choices != null && Numbers.isWhole(target);
        String answer = isChoice ? chosen(required(choices), target)
                : asText(target instanceof PyList list && !list.elements().isEmpty() ? list.elements().get(0) : target);
        boolean delimits = prefix.isEmpty() || requiresDelimiter(question, prefix);
        return List.of(new Turn(Turn.USER, question, delimits ? delimiter : ""),
                new Turn(Turn.ASSISTANT, delimited(prefix, answer, " "), task.fewshot().prompt().fewshotDelimiter()));
    }

    private String chosen(List<String> choices, Object number) {
        long at = Numbers.saturated(number instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : number);
        long from = at < 0 ? at + choices.size() : at;
        if (from < 0 || from >= choices.size()) {
            throw UserError.badInput("%s: an example's answer is choice %s, and there are %d. Mend the data or doc_to_target.", task.file(),
                    Printed.repr(number), choices.size());
        }
        return choices.get((int) from);
    }

    private String asText(Object value) {
        String text = value instanceof PySequence ? null : Values.textOf(value);
        if (text == null) {
            throw UserError.badInput("%s: the question or answer of a document is %s, and a text was expected. Mend doc_to_text or"
                    + " doc_to_target, such as \"{{field}}\".", task.file(), Printed.repr(value));
        }
        return text;
    }

    private static List<String> required(@Nullable List<String> choices) {
        if (choices == null) {
            throw new IllegalStateException("the task has choices");
        }
        return choices;
    }

    /** Two texts with a delimiter between them unless one has white space there. */
    private static String delimited(String before, String after, String delimiter) {
        return before.isEmpty() || after.isEmpty() ? before + after
                : before + (requiresDelimiter(before, after) ? delimiter : "") + after;
    }

    private static boolean requiresDelimiter(String before, String after) {
        return !before.isEmpty() && !endsInSpace(before) && TextSplits.strip(after, null, true, false).length() == after.length();
    }

    private static boolean endsInSpace(String text) {
        return TextSplits.strip(text, null, false, true).length() < text.length();
    }
}
