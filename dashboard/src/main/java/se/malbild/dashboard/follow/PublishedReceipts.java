package se.malbild.dashboard.follow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.OrganisationView.SeriesYear;
import se.malbild.goals.observation.Cell;
import se.malbild.schemas.CellReceipts;

/** What has been read of what became of one organisation's events. */
final class PublishedReceipts {
    private final Map<SeriesYear, SortedMap<Cell, CellReceipts>> byCell = new HashMap<>();
    private final Map<String, Cell> cells = new HashMap<>();
    /** What of {@link #byCell} has not changed since it was last shown. */
    private final Map<SeriesYear, List<CellReceipts>> shown = new HashMap<>();

    private long last = -1;

    /** @param key as the record has it */
    void put(String key, Optional<CellReceipts> receipts, LogPosition position) {
        last = position.offset();
        if (receipts.isPresent()) {
            Cell cell = receipts.get().receipts().get(0).observation().cell();
            cells.put(key, cell);
            byCell.computeIfAbsent(seriesYear(cell), of -> new TreeMap<>()).put(cell, receipts.get());
            shown.remove(seriesYear(cell));
            return;
        }
        Cell cell = cells.remove(key);
        if (cell != null) {
            byCell.get(seriesYear(cell)).remove(cell);
            shown.remove(seriesYear(cell));
        }
    }

    private static SeriesYear seriesYear(Cell cell) {
        return new SeriesYear(cell.indicator(), cell.year());
    }

    Map<SeriesYear, List<CellReceipts>> view() {
        byCell.forEach((of, receipts) -> shown.computeIfAbsent(of, key -> List.copyOf(receipts.values())));
        return shown;
    }

    String tag() {
        return Long.toString(last);
    }
}
