package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javafx.scene.layout.StackPane;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Painter.Align;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@Tag("ui")
class PicSvgTest {
    private static Document svg(CanvasPicture.Drawing drawing, String... words) throws Exception {
        try (FxRoom room = new FxRoom()) {
            Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
            CanvasPicture[] pic = new CanvasPicture[1];
            room.show(theme, () -> {
                pic[0] = new CanvasPicture(theme, 200, 100, "A & B", drawing);
                return new StackPane(pic[0]);
            }, 200, 100);
            String svg = FxRoom.onFx(() -> pic[0].svg(List.of(words)));
            return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Element last(Document svg, String name) {
        return (Element) svg.getElementsByTagName(name).item(svg.getElementsByTagName(name).getLength() - 1);
    }

    @Test
    void aFilledBoxIsAVectorAtItsPlaceAndInItsColour() throws Exception {
        Document svg = svg((pen, width, height) -> pen.fill(ThemeColor.TEACHER, 10.4, 20, 30, 40));
        Element box = last(svg, "rect");
        assertThat(box.getAttribute("x")).isEqualTo("10");
        assertThat(box.getAttribute("width")).isEqualTo("30");
        assertThat(box.getAttribute("fill")).isEqualTo(String.format("#%06x", 0xFFFFFF & rgb(ThemeColor.TEACHER)));
        assertThat(svg.getElementsByTagName("image").getLength()).as("no picture of pixels in it").isZero();
        assertThat(last(svg, "title").getTextContent()).isEqualTo("A & B");
    }

    @Test
    void wordsStandBelowThePictureInAsManyLinesAsTheyNeed() throws Exception {
        CanvasPicture.Drawing none = (pen, width, height) -> {};
        assertThat(svg(none).getDocumentElement().getAttribute("height")).isEqualTo("100");
        String longer = "as wide as the picture is, or nearly";
        Document svg = svg(none, "a", "b", longer);
        assertThat(svg.getElementsByTagName("text").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).contains("a").contains("b");
        assertThat(last(svg, "text").getTextContent()).isEqualTo(longer);
        assertThat(Double.parseDouble(last(svg, "text").getAttribute("y"))).isGreaterThan(100);
        assertThat(Double.parseDouble(svg.getDocumentElement().getAttribute("height"))).as("both lines are in it")
                .isGreaterThan(100 + 2 * 11);
    }

    private static int rgb(ThemeColor ink) {
        var color = ThemeColors.of(false).get(ink);
        return (int) Math.round(255 * color.getRed()) << 16 | (int) Math.round(255 * color.getGreen()) << 8
                | (int) Math.round(255 * color.getBlue());
    }

    @Test
    void aFrameNoWiderThanItsLineIsThereAsOnTheScreen() throws Exception {
        Document svg = svg((pen, width, height) -> pen.box(ThemeColor.ACCENT, 10, 20, 1, 30, 1));
        Element box = last(svg, "rect");
        assertThat(box.getAttribute("fill")).isEqualTo(String.format("#%06x", 0xFFFFFF & rgb(ThemeColor.ACCENT)));
        assertThat(List.of(box.getAttribute("x"), box.getAttribute("y"), box.getAttribute("width"), box.getAttribute("height")))
                .containsExactly("10", "20", "1", "30");
    }

    @Test
    void aTextStaysATextWhateverItsCharacters() throws Exception {
        Document svg = svg((pen, width, height) -> pen.text("<é> \u0001", 50, 50, Typeface.MONO_SEMI, 12, ThemeColor.FG, Align.RIGHT));
        Element text = last(svg, "text");
        assertThat(text.getTextContent()).isEqualTo("<é> \uFFFD");
        assertThat(text.getAttribute("text-anchor")).isEqualTo("end");
        assertThat(text.getAttribute("font-weight")).isEqualTo("600");
    }

    @Test
    void aHatchStaysInItsBox() throws Exception {
        Document svg = svg((pen, width, height) -> pen.hatch(ThemeColor.LINE, 10, 10, 30, 20, 5));
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            for (String point : ((Element) svg.getElementsByTagName("polyline").item(i)).getAttribute("points").split(" ")) {
                assertThat(Double.parseDouble(point.split(",")[0])).isBetween(10.0, 40.0);
                assertThat(Double.parseDouble(point.split(",")[1])).isBetween(10.0, 30.0);
            }
        }
    }

    @Test
    void whatIsCutIsCutInTheFileToo() throws Exception {
        Document svg = svg((pen, width, height) -> pen.within(0, 0, 50, 50, () -> pen.disc(ThemeColor.FG, 50, 50, 10)));
        Element disc = last(svg, "ellipse");
        assertThat(((Element) disc.getParentNode()).getAttribute("clip-path"))
                .isEqualTo("url(#" + last(svg, "clipPath").getAttribute("id") + ")");
    }
}
