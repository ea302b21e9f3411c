package se.malbild.streams.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;

/**
 * A topology as boxes in columns, every one to the right of what it reads, and the arrows between them. Measures are pixels.
 *
 * @param width of the whole
 * @param height of the whole
 */
public record TopologyDrawing(int width, int height, List<Box> boxes, List<Arrow> arrows) {
    public static final int BOX_WIDTH = 200;
    public static final int BOX_HEIGHT = 46;

    private static final int COLUMN = 260;
    private static final int ROW = 64;
    private static final int MARGIN = 4;

    /**
     * A node of the topology.
     *
     * @param detail topics of a source or a sink, stores of a processor
     */
    public record Box(String name, String detail, int x, int y) {}

    /** From the right of one box to the left of another. */
    public record Arrow(int x1, int y1, int x2, int y2) {}

    public TopologyDrawing {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }

    static TopologyDrawing of(TopologyDescription topology) {
        List<TopologyDescription.Node> nodes = topology.subtopologies().stream()
                .map(TopologyDescription.Subtopology::nodes)
                .flatMap(Collection::stream)
                .sorted(Comparator.comparing(TopologyDescription.Node::name))
                .toList();
        Map<Integer, Integer> rows = new HashMap<>();
        Map<String, Box> boxes = new HashMap<>();
        for (TopologyDescription.Node node : nodes) {
            int column = column(node);
            int row = rows.merge(column, 1, Integer::sum) - 1;
            boxes.put(node.name(), new Box(node.name(), detail(node), MARGIN + column * COLUMN, MARGIN + row * ROW));
        }
        List<Arrow> arrows = new ArrayList<>();
        for (TopologyDescription.Node node : nodes) {
            for (TopologyDescription.Node next : node.successors()) {
                arrows.add(arrow(boxes.get(node.name()), boxes.get(next.name())));
            }
        }
        int columns = rows.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        int most = rows.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return new TopologyDrawing(
                2 * MARGIN + columns * COLUMN + BOX_WIDTH,
                2 * MARGIN + most * ROW,
                nodes.stream().map(node -> boxes.get(node.name())).toList(),
                arrows);
    }

    private static int column(TopologyDescription.Node node) {
        return node.predecessors().stream()
                .mapToInt(before -> column(before) + 1)
                .max()
                .orElse(0);
    }

    private static Arrow arrow(Box from, Box to) {
        return new Arrow(from.x() + BOX_WIDTH, from.y() + BOX_HEIGHT / 2, to.x(), to.y() + BOX_HEIGHT / 2);
    }

    private static String detail(TopologyDescription.Node node) {
        if (node instanceof TopologyDescription.Source source) {
            return sorted(source.topicSet());
        }
        if (node instanceof TopologyDescription.Sink sink) {
            return sink.topic();
        }
        return sorted(((TopologyDescription.Processor) node).stores());
    }

    private static String sorted(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
