package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.topic.RepairRequest;
import io.rowcast.topic.RepairRequest.Guard;
import io.rowcast.topic.RepairRequest.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepairWatchTest {
    private static final Command REMEDY = Command.of(Verb.SADD, "cities", "7");

    private final RepairWatch watch = new RepairWatch();

    private static RepairRequest request(String id, boolean apply, @Nullable String within, Guard guard) {
        List<Command> commands = apply ? List.of(REMEDY) : List.of();
        return new RepairRequest(id, apply, List.of(new Item("cities", within, guard, commands)));
    }

    private List<Command> applied(@Nullable String within, Guard guard, Command... between) {
        watch.begin(request("a", false, within, guard));
        watch.see(List.of(between), 0);
        return applied(request("a", true, within, guard));
    }

    private List<Command> applied(RepairRequest request) {
        List<Command> commands = new ArrayList<>();
        watch.apply(request, commands);
        return commands;
    }

    @Test
    void whatNobodyTouchedIsPutRight() {
        assertThat(applied("7", Guard.TOUCH, Command.of(Verb.SADD, "cities", "8"), Command.of(Verb.SADD, "other", "7")))
                .containsExactly(REMEDY);
    }

    @Test
    void aPlaceThatALaterRowWroteToIsLeftAlone() {
        assertThat(applied("7", Guard.TOUCH, Command.of(Verb.SREM, "cities", "7")))
                .isEmpty();
        assertThat(applied("7", Guard.TOUCH, Command.of(Verb.UNLINK, "cities"))).isEmpty();
        assertThat(applied(null, Guard.TOUCH, Command.of(Verb.HSET, "cities", "a", "b")))
                .isEmpty();
    }

    @Test
    void aKeyOfAnotherTypeIsLeftAloneOnlyWhenItWasMadeAnew() {
        assertThat(applied(null, Guard.REPLACE, Command.of(Verb.SADD, "cities", "7")))
                .containsExactly(REMEDY);
        assertThat(applied(null, Guard.REPLACE, Command.of(Verb.SET, "cities", "7")))
                .isEmpty();
    }

    @Test
    void anAmountIsAddedWhateverElseIs() {
        assertThat(applied(null, Guard.NONE, Command.of(Verb.INCRBY, "cities", "7")))
                .containsExactly(REMEDY);
    }

    @Test
    void anAnswerToAnotherRequestOrToNoneIsOfNoEffect() {
        watch.begin(request("a", false, "7", Guard.TOUCH));

        assertThat(applied(request("b", true, "7", Guard.TOUCH))).isEmpty();
        assertThat(applied(request("a", true, "7", Guard.TOUCH))).isEmpty();
    }

    @Test
    void aRecordThatWaitsAmongTheLettersMayConcernAnyPlaceButNoKeyOfAnotherType() {
        watch.begin(request("a", false, "7", Guard.TOUCH));
        watch.putAside();
        assertThat(applied(request("a", true, "7", Guard.TOUCH))).isEmpty();

        watch.begin(request("b", false, null, Guard.REPLACE));
        watch.putAside();
        assertThat(applied(request("b", true, null, Guard.REPLACE))).containsExactly(REMEDY);
    }
}
