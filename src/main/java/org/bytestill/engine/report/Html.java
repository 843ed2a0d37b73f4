package org.bytestill.engine.report;

import java.util.List;

/** Builds a page of HTML; every text is escaped. */
final class Html {
    private static final String STYLE = """
            body{font:15px/1.5 Inter,system-ui,sans-serif;color:#1a1f26;background:#f1f3f5;margin:0}
            main{max-width:1080px;margin:0 auto;padding:24px 16px 64px}
            section{background:#fff;border:1px solid #dde1e6;border-radius:4px;padding:16px;margin:0 0 16px}
            h1{font-size:24px;margin:8px 0}h2{font-size:16px;margin:0 0 8px}p{margin:4px 0}
            .muted{color:#525b66}.pair{display:flex;gap:16px;flex-wrap:wrap}.pair>div{flex:1 1 300px}
            .big{font:600 28px/1.2 "JetBrains Mono",ui-monospace,monospace}
            table{border-collapse:collapse;width:100%;font-size:13px}
            th,td{text-align:left;padding:4px 8px;border-bottom:1px solid #dde1e6;vertical-align:top}
            th{color:#525b66;font-weight:500}td.n,th.n{text-align:right;font-family:"JetBrains Mono",ui-monospace,monospace}
            pre,code{font:12px/1.5 "JetBrains Mono",ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
            svg{max-width:100%;height:auto;display:block}
            """;

    private final StringBuilder page = new StringBuilder();

    Html(String title) {
        page.append(
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                        + "<title>")
                .append(escaped(title)).append("</title><style>").append(STYLE).append("</style></head><body><main>\n<h1>")
                .append(escaped(title)).append("</h1>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    Html section(String title) {
        page.append("<section><h2>").append(escaped(title)).append("</h2>\n");
        return this;
    }

    Html end() {
        page.append("</section>\n");
        return this;
    }

    Html paragraph(String text) {
        page.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    Html muted(String text) {
        page.append("<p class=\"muted\">").append(escaped(text)).append("</p>\n");
        return this;
    }

    Html verbatim(String text) {
        page.append("<pre>").append(escaped(text)).append("</pre>\n");
        return this;
    }

    /** A headline figure; several between {@link #pair} and {@link #endPair} stand side by side. */
    Html figure(String name, String value, String detail) {
        page.append("<div><p class=\"muted\">").append(escaped(name)).append("</p><p class=\"big\">").append(escaped(value))
                .append("</p><p class=\"muted\">").append(escaped(detail)).append("</p></div>\n");
        return this;
    }

    Html pair() {
        page.append("<div class=\"pair\">\n");
        return this;
    }

    Html endPair() {
        page.append("</div>\n");
        return this;
    }

    /** A drawing in SVG, which is its own markup. */
    Html drawing(String svg) {
        page.append(svg).append('\n');
        return this;
    }

    /**
     * A table.
     *
     * @param head a column whose name begins with # holds numbers
     */
    Html table(List<String> head, List<List<String>> rows) {
        page.append("<table><thead><tr>");
        head.forEach(name -> page.append(isNumber(name) ? "<th class=\"n\">" : "<th>").append(escaped(name.replaceFirst("^#", "")))
                .append("</th>"));
        page.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            page.append("<tr>");
            for (int column = 0; column < row.size(); column++) {
                page.append(isNumber(head.get(column)) ? "<td class=\"n\">" : "<td>").append(escaped(row.get(column))).append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody></table>\n");
        return this;
    }

    private static boolean isNumber(String name) {
        return name.startsWith("#");
    }

    @Override
    public String toString() {
        return page + "</main></body></html>\n";
    }
}
