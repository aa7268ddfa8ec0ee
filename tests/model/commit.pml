/*
 * The commit order of one register, and what is left after things go wrong.
 *
 * Covers: entries appended to the page cache, synced, checkpoint signed, written to one of two
 * alternating slots, slot synced, the same checkpoint put aside in another folder and synced,
 * receipts released. Acts may arrive at any moment of this. At any moment the process may be killed
 * or the machine may stop; any write that was not synced then survives or not, each for itself, and
 * a torn slot write loses that slot only. Any sync may fail: the process ends, and from then on the
 * page cache may show bytes that are not on disk and that no later sync will write. A page of the
 * cache may be dropped while the process is down. A copy of the directory may be taken at any moment
 * and exchanged for the directory while the process is down, any number of times; what was put aside
 * is not exchanged. Nothing is bounded but the length of the log (N) and the kinds of act (two, so
 * that two histories of the same length can differ).
 *
 * Leaves out: what bytes are (an entry that is torn, missing or not admissible is one thing, "no
 * entry"; judging is taken to be a function of the prefix); hashes (a root is the history itself);
 * signatures, witnesses, enclosures, stamps, offsets and tiles; bytes that rot after a sync that
 * succeeded; a disk that lies about a sync; a copy taken file by file while the register writes; two
 * writers at once (lock and fence); loss or restore of what was put aside; liveness.
 * "Replaced" means written beside, synced and renamed: a crash leaves the old or the new, whole. So is
 * what was put aside always written, and the newest slot after a start; other slot writes are in place.
 *
 * A served checkpoint, a proof, a signed refusal and a question to a witness count as receipts here:
 * whatever leaves the machine does so in the step RELEASE.
 *
 * What it asks of the code besides the order: a checkpoint covers what was appended before its sync
 * began; any failed sync ends the process; after a start the tail, the newest slot (replaced, not
 * written over) and aside are all written again before anything is released, whatever the cache says;
 * aside is compared by root, not by size alone.
 *
 * run.sh builds this model as it should be, and once for each mistake that -D can switch on.
 */

#ifndef N
#define N 2             /* entries the log can hold, at most 3 */
#endif

/* The claims. -DONLY=<name> checks one of them; by default all are checked. */
#define ONE_HISTORY   1 /* signed checkpoints are extensions of one another */
#define KEPT          2 /* what was acknowledged is there after every recovery */
#define DURABLE_FIRST 3 /* no receipt before its checkpoint is durable in slot and aside */
#define ASIDE_BEHIND  4 /* a crash never leaves aside ahead of the durable slot */
#define ON_DISK       5 /* nothing is signed that is not on disk */
#define NO_FALSE_STOP 6 /* a register refuses to run only after a directory was exchanged */
#define ALL           0
#ifndef ONLY
#define ONLY ALL
#endif
#define claim(name, holds) assert((ONLY != ALL && ONLY != name) || (holds))

/* -DREACH=<name> asks for a state that must be reachable, so that the claims are not true of nothing. */
#define NOTHING         0
#define FULL            1 /* every entry acknowledged, after a crash and without an exchange */
#define ROLLED_FORWARD  2 /* recovery found a tail past the checkpoint */
#define CUT             3 /* recovery cut a tail: a hole, and an entry behind it */
#define LYING_CACHE     4 /* recovery read a tail that is in the cache and not on disk */
#define TORN            5 /* recovery found a torn slot */
#define REFUSED_OLD     6 /* an older directory was refused: it lacks an acknowledged entry */
#define REFUSED_OTHER   7 /* a directory as long as the one put aside was refused: another history */
#define RAN_OLD         8 /* an exchanged directory was accepted, and an entry acknowledged after it */
#define FORKED_UNSEEN   9 /* two histories signed, one of them never released: see "the gap" below */
#ifndef REACH
#define REACH NOTHING
#endif
#define reach(name, here) assert(REACH != name || !(here))

/* A checkpoint is the history it covers in one byte: a leading 1, then one bit for each entry. */
#define NO_CHECKPOINT 0 /* a slot never written, or torn: its signature does not verify */
#define EMPTY 1
#define SIZE(c) ((c) > 7 -> 3 : ((c) > 3 -> 2 : ((c) > 1 -> 1 : 0)))
#define ENTRY(c, i) ((((c) >> (SIZE(c) - 1 - (i))) & 1) + 1)
#define EXTENDS(b, a) \
    ((a) != NO_CHECKPOINT && ((b) == (a) || ((b) >> 1) == (a) || ((b) >> 2) == (a) || ((b) >> 3) == (a)))
#define NEWER(a, b) ((a) > (b) -> (a) : (b)) /* a longer history is a larger number */

/* Where recovery starts. -DASIDE_IS_A_SLOT is another design that holds: what was put aside counts as
   a third slot, so a directory is refused only when it lacks entries, not when its slots are behind.
   After a crash, claims 3 and 4 then speak of the newest of the three. */
#ifdef ASIDE_IS_A_SLOT
#define NEWEST(slots, aside) NEWER(NEWER(slots[0], slots[1]), aside)
#else
#define NEWEST(slots, aside) NEWER(slots[0], slots[1])
#endif

/* Every stored thing is three: what a reader sees (cache), what a power cut leaves (disk), and
   whether the next sync would write it (dirty). Clean does not mean that cache and disk agree. */
byte entry_cache[N], entry_disk[N]; /* 0: no entry; 1, 2: an act of one kind or the other */
bit entry_dirty[N];
#define REPLACED 1      /* dirty: written by replacing the file, the old or the new one survives */
#define IN_PLACE 2      /* dirty: written over the old bytes, may be torn */
byte slot_cache[2], slot_disk[2], slot_dirty[2];
byte aside_cache = EMPTY, aside_disk = EMPTY;
bit aside_dirty;

/* The process's memory: gone when it ends. */
byte log = EMPTY;        /* every entry appended */
byte checkpoint = EMPTY; /* the newest checkpoint, or the one about to be signed */
bit slot;                /* where it is, or goes */
bit replace;             /* whether it goes there by replacing the file: only after a start */
mtype = { DOWN, REFUSED, READY, SIGN, SYNC_LATE, SLOT, SYNC_SLOT, ASIDE, SYNC_ASIDE, RELEASE };
mtype step = DOWN;

/* A copy of the directory, as a reader saw it. At first: of the empty register. */
byte entry_copy[N];
byte slot_copy[2];

/* What an observer outside knows; the register never reads these. */
byte vouched = EMPTY;  /* the longest history signed, while no directory was exchanged */
byte released = EMPTY; /* the longest history anyone outside has seen */
bit exchanged;         /* a directory was exchanged for a copy */
#if REACH == FULL
bit crashed;
#endif
#if REACH == FORKED_UNSEEN
byte unseen = EMPTY; /* the longest history signed, in whatever directory */
#endif

byte i, t; /* scratch, zero between steps */

/* The steps in their order, and the mistakes that change it. */
#ifdef ASIDE_BEFORE_SLOT
#define AFTER_SIGN ASIDE
#define AFTER_SLOT RELEASE
#define AFTER_ASIDE SLOT
#else
#define AFTER_SIGN SLOT
#define AFTER_SLOT ASIDE
#define AFTER_ASIDE RELEASE
#endif

inline end_process() {
    log = EMPTY; checkpoint = EMPTY; slot = 0; replace = 0; step = DOWN
}

/* A write on its way to disk is cut off: it got there, it did not, or (a slot) it is torn. */
inline settle_entries() {
    i = 0;
    do
    :: i < N && entry_dirty[i] -> entry_disk[i] = entry_cache[i]; entry_dirty[i] = 0; i++
    :: i < N -> entry_dirty[i] = 0; i++
    :: i == N -> break
    od;
    i = 0
}
inline settle_slot(s) {
    if
    :: slot_dirty[s] -> slot_disk[s] = slot_cache[s]
    :: slot_dirty[s] == IN_PLACE -> slot_disk[s] = NO_CHECKPOINT
    :: skip
    fi;
    slot_dirty[s] = 0
}
inline settle_aside() {
    if
    :: aside_dirty -> aside_disk = aside_cache
#ifdef ASIDE_IN_PLACE
    :: aside_dirty -> aside_disk = NO_CHECKPOINT
#endif
    :: skip
    fi;
    aside_dirty = 0
}
inline settle_all() {
    settle_entries(); settle_slot(0); settle_slot(1); settle_aside()
}

/* A sync failed. The process must end: a second sync would say "done" and write nothing. */
inline failed() {
#ifndef RETRY_FAILED_SYNC
    end_process()
#else
    skip
#endif
}

/* The machine stops: the cache is gone, what is on disk is read from now on. */
inline crash() {
    settle_all();
    d_step {
        do
        :: i < N -> entry_cache[i] = entry_disk[i]; i++
        :: else -> break
        od;
        i = 0;
        slot_cache[0] = slot_disk[0]; slot_cache[1] = slot_disk[1]; aside_cache = aside_disk;
        end_process();
#if REACH == FULL
        crashed = 1;
#endif
        t = NEWEST(slot_disk, aside_disk);
        /* (4) Otherwise an honest crash would look like a restored directory. */
        claim(ASIDE_BEHIND, exchanged || EXTENDS(t, aside_disk));
        /* (3) What a receipt rests on is still there, in both places; aside even after an exchange. */
        claim(DURABLE_FIRST, EXTENDS(aside_disk, released) && (exchanged || EXTENDS(t, released)));
        t = 0
    }
}

/* One page of the cache is dropped and read from disk again. It matters only where they differ. */
inline drop_a_page() {
    if
    :: !entry_dirty[0] && entry_cache[0] != entry_disk[0] -> entry_cache[0] = entry_disk[0]
#if N > 1
    :: !entry_dirty[1] && entry_cache[1] != entry_disk[1] -> entry_cache[1] = entry_disk[1]
#endif
#if N > 2
    :: !entry_dirty[2] && entry_cache[2] != entry_disk[2] -> entry_cache[2] = entry_disk[2]
#endif
    :: !slot_dirty[0] && slot_cache[0] != slot_disk[0] -> slot_cache[0] = slot_disk[0]
    :: !slot_dirty[1] && slot_cache[1] != slot_disk[1] -> slot_cache[1] = slot_disk[1]
    :: !aside_dirty && aside_cache != aside_disk -> aside_cache = aside_disk
    :: else -> skip
    fi
}

inline copy_directory() {
    do
    :: i < N -> entry_copy[i] = entry_cache[i]; i++
    :: else -> break
    od;
    i = 0;
    slot_copy[0] = slot_cache[0]; slot_copy[1] = slot_cache[1]
}

/* The copy is put in the directory's place, on disk, and the directory is kept as the copy: so an
   older state can come back, and after it the state it had replaced. */
inline exchange_directory() {
    do
    :: i < N ->
        t = entry_copy[i]; entry_copy[i] = entry_cache[i];
        entry_cache[i] = t; entry_disk[i] = t; entry_dirty[i] = 0; i++
    :: else -> break
    od;
    t = slot_copy[0]; slot_copy[0] = slot_cache[0];
    slot_cache[0] = t; slot_disk[0] = t; slot_dirty[0] = 0;
    t = slot_copy[1]; slot_copy[1] = slot_cache[1];
    slot_cache[1] = t; slot_disk[1] = t; slot_dirty[1] = 0;
    i = 0; t = 0;
    exchanged = 1; vouched = EMPTY; step = DOWN
}

inline refuse() {
    /* (6) Neither a crash nor a failed sync may look like an exchanged directory, or end in no slot. */
    claim(NO_FALSE_STOP, exchanged);
    reach(REFUSED_OLD, SIZE(checkpoint) < SIZE(released));
    reach(REFUSED_OTHER, SIZE(checkpoint) == SIZE(aside_cache) && checkpoint != aside_cache);
    end_process();
    step = REFUSED
}

inline release() {
    /* (3) Both places, on disk. */
    claim(DURABLE_FIRST, slot_disk[slot] == checkpoint && aside_disk == checkpoint);
    /* (1) Also for a checkpoint signed earlier and released only now. */
    claim(ONE_HISTORY, EXTENDS(checkpoint, released));
    released = checkpoint;
#if REACH == FULL
    reach(FULL, SIZE(released) == N && crashed && !exchanged);
#endif
    reach(RAN_OLD, exchanged && SIZE(released) == N)
}

/* On start: newest valid slot; the entries below it must be there; what was put aside must be a
   prefix of it (by root: two histories may be equally long); the tail past it is judged again. */
#if defined(IGNORE_ASIDE)
#define ASIDE_AGREES true
#elif defined(COMPARE_SIZES)
#define ASIDE_AGREES (SIZE(aside_cache) <= SIZE(checkpoint))
#else
#define ASIDE_AGREES EXTENDS(checkpoint, aside_cache)
#endif
inline recover() {
    slot = (slot_cache[1] > slot_cache[0]);
    checkpoint = NEWEST(slot_cache, aside_cache);
    reach(TORN, !exchanged && SIZE(checkpoint) > 0 && slot_cache[1 - slot] == NO_CHECKPOINT);
    /* t: the entries under the checkpoint are there */
    t = 1;
    do
    :: i < SIZE(checkpoint) -> t = (t && entry_cache[i] == ENTRY(checkpoint, i)); i++
    :: else -> break
    od;
    if
    :: checkpoint == NO_CHECKPOINT || !t || !ASIDE_AGREES -> i = 0; t = 0; refuse()
    :: else ->
        t = 0;
        log = checkpoint;
        do
        :: i < N && entry_cache[i] != 0 -> log = log * 2 + entry_cache[i] - 1; i++
#ifdef KEEP_HOLES /* goes by the length of the file and judges nothing */
        :: i < N && entry_cache[i] == 0 && i + 1 < N && entry_cache[(i + 1) % N] != 0 ->
            log = log * 2; i++
#endif
        :: else -> break
        od;
        reach(ROLLED_FORWARD, log != checkpoint);
        reach(CUT, i + 1 < N && entry_cache[(i + 1) % N] != 0);
        reach(LYING_CACHE, SIZE(log) > SIZE(checkpoint) && entry_disk[SIZE(log) - 1] == 0 &&
                           !entry_dirty[SIZE(log) - 1]);
        /* The tail is written again from memory, and the rest of the file cut off. A sync alone
           would not do: after a failed one these pages are clean and not on disk. */
        do
        :: i < N ->
            if
            :: entry_cache[i] != 0 -> entry_cache[i] = 0; entry_dirty[i] = 1
            :: else -> skip
            fi;
            i++
        :: else -> break
        od;
#ifndef NO_REWRITE_TAIL
        i = SIZE(checkpoint);
        do
        :: i < SIZE(log) -> entry_dirty[i] = 1; i++
        :: else -> break
        od;
#endif
        i = 0;
        /* (2) What anyone outside has seen is here, or the register would have refused. */
        claim(KEPT, EXTENDS(log, released));
        /* The newest slot may be in the cache only, so it too is written again, by replacing the
           file. Not in place: it may as well be on disk, with receipts resting on it, and a torn
           write would lose it. Nor in place over the other: that may be the only one on disk. */
#ifdef NO_REWRITE_SLOT
        step = ASIDE;
#else
        step = SLOT;
#endif
#ifdef REWRITE_OTHER_IN_PLACE
        slot = 1 - slot;
#endif
#ifdef RECEIPT_AT_START
        release();
#endif
        replace = 1
    fi
}

inline sign() {
#ifdef SIGN_LATE_ARRIVALS
    checkpoint = log;
#endif
    /* (5) Every entry under the signature is on disk, as signed. */
    do
    :: i < SIZE(checkpoint) -> claim(ON_DISK, entry_disk[i] == ENTRY(checkpoint, i)); i++
    :: else -> break
    od;
    i = 0;
    /* (1) One history: equal size means equal root, and larger means extension. Always against all
       that anyone has seen; against all that was ever signed as long as no directory was exchanged.
       The gap: a checkpoint signed but not yet put aside is forgotten when an older directory is
       put back, and another of its size may be signed. Nobody has seen the first, nor ever will:
       what is put aside by then refuses it. That is why nothing may be served before RELEASE. */
    claim(ONE_HISTORY, EXTENDS(checkpoint, released));
    claim(ONE_HISTORY, exchanged || EXTENDS(checkpoint, vouched));
    if
    :: !exchanged -> vouched = checkpoint
    :: else -> skip
    fi;
#if REACH == FORKED_UNSEEN
    reach(FORKED_UNSEEN, SIZE(unseen) == SIZE(checkpoint) && unseen != checkpoint);
    if
    :: SIZE(checkpoint) > SIZE(unseen) -> unseen = checkpoint
    :: else -> skip
    fi;
#endif
#ifndef SINGLE_SLOT
    slot = 1 - slot
#endif
}

init {
    d_step { slot_cache[0] = EMPTY; slot_disk[0] = EMPTY; slot_copy[0] = EMPTY }
    do
    /* An act is admitted and appended, whatever else is under way. */
    :: atomic { step != DOWN && step != REFUSED && SIZE(log) < N ->
        if
        :: entry_cache[SIZE(log)] = 1; entry_dirty[SIZE(log)] = 1; log = log * 2
        :: entry_cache[SIZE(log)] = 2; entry_dirty[SIZE(log)] = 1; log = log * 2 + 1
        fi }

    /* The next batch: sync it, and only then say what the checkpoint covers. */
#ifdef SIGN_BEFORE_SYNC
    :: d_step { step == READY && log != checkpoint -> checkpoint = log; step = SIGN }
    :: atomic { step == SYNC_LATE -> settle_entries(); failed() }
    :: d_step { step == SYNC_LATE ->
#else
    :: atomic { step == READY && log != checkpoint -> settle_entries(); failed() }
    :: d_step { step == READY && log != checkpoint ->
#endif
        do
        :: i < N ->
            if
            :: entry_dirty[i] -> entry_disk[i] = entry_cache[i]; entry_dirty[i] = 0
            :: else -> skip
            fi;
            i++
        :: else -> break
        od;
        i = 0;
#ifdef SIGN_BEFORE_SYNC
        step = AFTER_SIGN }
#else
        checkpoint = log; step = SIGN }
#endif

    :: d_step { step == SIGN -> sign();
#ifdef RECEIPT_BEFORE_SLOT
        release();
#endif
#ifdef SIGN_BEFORE_SYNC
        step = SYNC_LATE }
#else
        step = AFTER_SIGN }
#endif

    :: d_step { step == SLOT ->
        slot_cache[slot] = checkpoint;
        if
#if !defined(REWRITE_IN_PLACE) && !defined(REWRITE_OTHER_IN_PLACE)
        :: replace && slot_dirty[slot] != IN_PLACE -> slot_dirty[slot] = REPLACED
#endif
        :: else -> slot_dirty[slot] = IN_PLACE /* also when the file replaced may itself be torn */
        fi;
        replace = 0;
        step = SYNC_SLOT }
    :: atomic { step == SYNC_SLOT -> settle_slot(slot); failed() }
    :: d_step { step == SYNC_SLOT ->
        if
        :: slot_dirty[slot] -> slot_disk[slot] = slot_cache[slot]; slot_dirty[slot] = 0
        :: else -> skip
        fi;
#ifdef RECEIPT_BEFORE_ASIDE
        release();
#endif
        step = AFTER_SLOT }

    :: d_step { step == ASIDE ->
        if
#ifdef NO_REWRITE_ASIDE
        :: aside_cache == checkpoint -> skip
#endif
        :: else -> aside_cache = checkpoint; aside_dirty = 1 /* after a start too: as with the slot */
        fi;
        step = SYNC_ASIDE }
    :: atomic { step == SYNC_ASIDE -> settle_aside(); failed() }
    :: d_step { step == SYNC_ASIDE ->
        if
        :: aside_dirty -> aside_disk = aside_cache; aside_dirty = 0
        :: else -> skip
        fi;
        step = AFTER_ASIDE }

    :: d_step { step == RELEASE -> release(); step = READY }

    /* What goes wrong. */
    :: atomic { crash() }
    :: d_step { step != DOWN && step != REFUSED -> end_process() }
    /* Killed, and the kernel's own write-back then fails with nobody there to be told. */
    :: atomic { step == DOWN -> settle_all() }
    :: atomic { step == DOWN -> drop_a_page() }
#ifndef NO_EXCHANGE
    :: d_step { copy_directory() }
    :: d_step { step == DOWN || step == REFUSED -> exchange_directory() }
#endif

    :: d_step { step == DOWN -> recover() }
    od
}
