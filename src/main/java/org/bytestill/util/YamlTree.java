package org.bytestill.util;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** YAML as a tree of nodes, which know their lines. */
public final class YamlTree {
    private YamlTree() {}

    /**
     * @return null if the text is empty
     * @throws YAMLException for all that is no YAML, also where the library throws something else: at an escape that the text's end cuts off
     */
    public static @Nullable Node of(String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (NumberFormatException e) {
            throw new YAMLException("an escape \\x, \\u or \\U at the end lacks its digits", e);
        }
    }
}
