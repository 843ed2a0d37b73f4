package org.bytestill.ui.inspector;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.ConverterSettings.Method;
import org.bytestill.bytes.Mixture;
import org.bytestill.engine.reading.InspectedModel.Head;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Shell;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.inspector.state.Bookmark;
import org.bytestill.ui.inspector.state.Bookmarks;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.FlowModel.Picture;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.ModelChoice;
import org.bytestill.ui.inspector.state.Sides;
import org.bytestill.ui.inspector.state.WholeText;
import org.bytestill.util.Sha256;

/**
 * A view in one line that can be sent and opened again: text, models, how they are read, where the cursor stands, how it is drawn.
 *
 * @param sha256    hash of the text, in hex
 * @param text      the text itself if it is short; else null, and the text must be at hand where the link is opened
 * @param converter how both models are read
 * @param cursor    place in the whole text
 * @param picture   of the mass flow
 * @param flowSide  whose that is
 * @param byMass    whether its bytes are in the order of their mass
 * @param bookmarks of the text
 */
record InspectorLink(String sha256, byte[] text, ModelChoice teacher, ModelChoice student, ConverterSettings converter, Head head,
        int cursor,
        boolean logarithmic, Sides sides, Picture picture, Side flowSide, boolean byMass, List<Bookmark> bookmarks) {
    /** Longest text that a link carries, in bytes. */
    static final int LONGEST_TEXT = 4096;
    private static final String BEGINNING = "bytestill://inspect?";

    static InspectorLink of(InspectorViewModel model, WholeText whole, FlowModel flow, List<Bookmark> bookmarks) {
        byte[] text = whole.bytes();
        return new InspectorLink(Sha256.of(text), text.length <= LONGEST_TEXT ? text : null, model.teacherProperty().get(),
                model.studentProperty().get(),
                model.converterProperty().get(), model.headProperty().get(), whole.place(), model.logarithmicProperty().get(),
                model.sidesProperty().get(), flow.pictureProperty().get(), flow.sideProperty().get(), flow.byMassProperty().get(),
                bookmarks);
    }

    String toUri() {
        StringJoiner uri = new StringJoiner("&", BEGINNING, "");
        uri.add("v=1").add("sha256=" + sha256);
        if (text != null) {
            uri.add("text=" + Base64.getUrlEncoder().withoutPadding().encodeToString(text));
        }
        add(uri, "teacher", teacher);
        add(uri, "student", student);
        uri.add("converter=" + written(converter)).add("head=" + head.name().toLowerCase(Locale.ROOT)).add("cursor=" + cursor)
                .add("scale=" + (logarithmic ? "log" : "lin")).add("sides=" + sides.name().toLowerCase(Locale.ROOT))
                .add("picture=" + picture.name().toLowerCase(Locale.ROOT)).add("flow=" + flowSide.key())
                .add("order=" + (byMass ? "mass" : "value"));
        for (Bookmark bookmark : bookmarks) {
            uri.add("bookmark=" + bookmark.offset() + ":" + encoded(bookmark.note()));
        }
        return uri.toString();
    }

    private static void add(StringJoiner uri, String role, ModelChoice choice) {
        if (choice != null) {
            uri.add(role + "=" + encoded(choice.folder().toString())).add(role + "Name=" + encoded(choice.name()))
                    .add(role + "Update=" + choice.update());
            if (choice.reading() != null) {
                uri.add(role + "Reading=" + written(choice.reading()));
            }
            if (choice.isMixed()) {
                // Encoded names hold neither colons nor commas.
                uri.add(role + "Mix=" + choice.mixture().word()).add(role + "Mixed=" + choice.mixed().stream()
                        .map(model -> encoded(model.folder().toString()) + ":" + encoded(model.name()) + ":" + model.update())
                        .collect(Collectors.joining(",")));
            }
        }
    }

    private static String written(ConverterSettings settings) {
        String method = settings.method().name().toLowerCase(Locale.ROOT);
        return settings.isBeam() ? method + ":" + settings.width() + ":" + settings.threshold() : method;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @throws UserError naming what of the link cannot be understood */
    static InspectorLink parse(String link) {
        String stripped = link.strip();
        if (!stripped.startsWith(BEGINNING)) {
            throw UserError.badInput("This is not a link to a view: it should begin with %s. Copy it again by Copy link.", BEGINNING);
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<Bookmark> bookmarks = new ArrayList<>();
        try {
            for (String pair : stripped.substring(BEGINNING.length()).split("&")) {
                String name = pair.substring(0, pair.indexOf('='));
                String value = pair.substring(pair.indexOf('=') + 1);
                if (name.equals("bookmark")) {
                    int colon = value.indexOf(':');
                    bookmarks.add(new Bookmark(Integer.parseInt(value.substring(0, colon)), decoded(value.substring(colon + 1))));
                } else {
                    values.put(name, value);
                }
            }
            byte[] text = values.containsKey("text") ? Base64.getUrlDecoder().decode(values.get("text")) : null;
            String sha256 = values.getOrDefault("sha256", "");
            if (text != null && !Sha256.of(text).equals(sha256)) {
                throw UserError.badInput("The text in the link is not the one its hash names: the link was cut or changed. Copy it again.");
            }
            return new InspectorLink(sha256, text, choice(values, "teacher"), choice(values, "student"), converter(values.get("converter")),
                    Head.valueOf(values.get("head").toUpperCase(Locale.ROOT)), Integer.parseInt(values.get("cursor")),
                    "log".equals(values.get("scale")),
                    Sides.valueOf(values.get("sides").toUpperCase(Locale.ROOT)),
                    Picture.valueOf(values.getOrDefault("picture", "icicle").toUpperCase(Locale.ROOT)),
                    Side.STUDENT.key().equals(values.get("flow")) ? Side.STUDENT : Side.TEACHER,
                    "mass".equals(values.get("order")), List.copyOf(bookmarks));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            throw UserError.badInput("The link cannot be understood (%s): it was cut or changed. Copy it again.", e.getMessage())
                    .causedBy(e);
        }
    }

    private static ModelChoice choice(Map<String, String> values, String role) {
        if (!values.containsKey(role)) {
            return null;
        }
        if (values.containsKey(role + "Mix")) {
            List<ModelChoice> mixed = Stream.of(values.get(role + "Mixed").split(",")).map(InspectorLink::mixed).toList();
            return ModelChoice.mixture(mixed, Mixture.valueOf(values.get(role + "Mix").toUpperCase(Locale.ROOT)));
        }
        String reading = values.get(role + "Reading");
        return new ModelChoice(decoded(values.get(role + "Name")), Path.of(decoded(values.get(role))),
                Integer.parseInt(values.get(role + "Update")),
                reading == null ? null : converter(reading));
    }

    private static ModelChoice mixed(String written) {
        String[] parts = written.split(":");
        return new ModelChoice(decoded(parts[1]), Path.of(decoded(parts[0])), Integer.parseInt(parts[2]));
    }

    private static ConverterSettings converter(String written) {
        String[] parts = written.split(":");
        return parts.length == 1 ? ConverterSettings.of(Method.valueOf(parts[0].toUpperCase(Locale.ROOT)), false)
                : ConverterSettings.beam(Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * Makes the view what the link says.
     *
     * @throws UserError if the text is neither in the link nor the one that is looked at
     */
    void show(InspectorViewModel model, WholeText whole, FlowModel flow, Bookmarks bookmarks) {
        if (!Sha256.of(whole.bytes()).equals(sha256)) {
            if (text == null) {
                throw UserError.badInput(
                        "The link is to a long text that it does not carry (SHA-256 %s…). Open that text first, then the link.",
                        sha256.substring(0, Math.min(12, sha256.length())));
            }
            model.setText(text);
        }
        model.headProperty().set(head);
        model.converterProperty().set(converter);
        model.teacherProperty().set(teacher);
        model.studentProperty().set(student);
        model.logarithmicProperty().set(logarithmic);
        model.sidesProperty().set(sides);
        flow.sideProperty().set(flowSide); // after the sides, which set it too
        flow.pictureProperty().set(picture);
        flow.byMassProperty().set(byMass);
        bookmarks.turnTo(whole.bytes());
        bookmarks.add(
                this.bookmarks.stream().filter(bookmark -> bookmark.offset() >= 0 && bookmark.offset() < whole.bytes().length).toList());
        model.inspect();
        if (model.pieceProperty().get() == null) {
            model.moveWhenThere(cursor);
        } else {
            whole.goTo(cursor);
        }
    }

    /** The command that prints the same numbers; the text stands in a file. */
    String toCommand(String file) {
        StringJoiner command = new StringJoiner(" ");
        command.add("bytestill inspect");
        teacher.folders().forEach(folder -> command.add(teacher.isMixed() ? "--teacher" : "--model").add(Shell.quoted(folder.toString())));
        if (teacher.isMixed()) {
            command.add("--mix").add(teacher.mixture().word());
        }
        command.add("--against").add(Shell.quoted(student.folder().toString())).add("--text").add(Shell.quoted(file));
        ConverterSettings reading = teacher.reading() == null ? converter : teacher.reading();
        add(command, "", reading);
        ConverterSettings other = student.reading() == null ? converter : student.reading();
        if (!other.equals(reading)) {
            add(command, "against-", other);
        }
        if (head == Head.BYTE) {
            command.add("--against-head byte");
        }
        return command.toString();
    }

    private static void add(StringJoiner command, String prefix, ConverterSettings settings) {
        command.add("--" + prefix + "method " + settings.method().name().toLowerCase(Locale.ROOT));
        if (settings.method() == Method.BEAM) {
            command.add("--" + prefix + "width " + settings.width()).add("--" + prefix + "threshold " + settings.threshold());
        }
    }
}
