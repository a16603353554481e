#!/usr/bin/env python3
"""The worker under fire; started by scripts/check-under-fire, which says what it checks.

Two workers of one group decide on what a steady producer sends. Meanwhile, seeded, one thing after the other goes wrong: a worker is
killed, asked to end, frozen for longer than the group waits or for less, the broker is killed or started anew, the network of the
first worker is cut, slow, mute or breaks off in the middle of a frame. At the end kcat reads what a read-committed reader sees, and
each record has exactly one output.
"""
import argparse
import collections
import heapq
import json
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
import urllib.request

LANES = ("stat", "asap", "urgent", "routine")
# Shorter than the default, so that more happens in a minute.
SESSION_SECONDS = 3
# The same, but with faults of the broker longer than its start takes: a broker (Kafka 4.3, one node) may forget to mark a transaction
# that it ends by its time-out before it listens again (KAFKA-20734), and readers then stop there for good.
TRANSACTION_SECONDS, TRANSACTION_SECONDS_WITH_BROKER = 2, 90
# What is promised; the worker itself counts on 4.5 s, the rest is for the end of the process.
STOP_SECONDS = 5
# How long after it may go on a worker may learn that another took its place.
THAW_SECONDS = 10
# For what is left when the fire is out; the backlog of a minute takes a few seconds.
END_SECONDS = 60


def say(text):
    print(f"{time.monotonic() - BEGAN:6.1f} s  {text}", flush=True)


class Failures:
    """What went wrong beside the count: the run goes on, so that one finding does not hide the next."""

    def __init__(self):
        self.all = []

    def add(self, text):
        self.all.append(text)
        say(f"FOUND: {text}")


class Worker:
    # No worker starts once the check has ended or was told to.
    lock, is_over = threading.Lock(), False

    def __init__(self, name, command, log, failures):
        self.name, self.command, self.log, self.failures = name, command, log, failures
        self.process, self.frozen_until, self.fenced, self.starts, self.began = None, 0.0, 0, 0, 0.0

    @property
    def was_frozen(self):
        return time.monotonic() < self.frozen_until

    def start(self):
        with Worker.lock:
            if Worker.is_over:
                return
            self.frozen_until = 0.0
            self.starts += 1
            self.began = time.monotonic()
            with open(self.log, "ab") as log:
                self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def freeze(self):
        self.frozen_until = float("inf")
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)
        self.frozen_until = time.monotonic() + THAW_SECONDS

    def last_words(self):
        with open(self.log, "rb") as log:
            lines = log.read()[-4000:].decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "(no words)"

    def mind(self):
        """A worker that ends unasked is started again, as a supervisor would. Only a frozen one has a reason to: somebody took over."""
        if self.process.poll() is None:
            return
        words = self.last_words()
        if self.was_frozen and self.process.returncode == 1 and "fenced" in words.lower():
            self.fenced += 1
        else:
            self.failures.add(f"worker {self.name} ended unasked, status {self.process.returncode}: {words}")
        self.start()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, may_fail):
        began = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.failures.add(f"worker {self.name} did not end within {STOP_SECONDS} s of SIGTERM: {self.last_words()}")
            self.kill()
            return
        if self.process.returncode == -signal.SIGTERM and began - self.began < 2:
            return  # Before it could listen.
        if self.process.returncode != 0 and not may_fail:
            self.failures.add(
                f"worker {self.name} ended with status {self.process.returncode} {time.monotonic() - began:.1f} s after SIGTERM: "
                + self.last_words())


class Proxy:
    """Toxiproxy before the first worker: only it goes through there."""

    def __init__(self, server, port, log):
        self.api = f"http://127.0.0.1:{port + 1}"
        self.process = subprocess.Popen(
            [server, "-host", "127.0.0.1", "-port", str(port + 1)], stdin=subprocess.DEVNULL, stdout=open(log, "wb"),
            stderr=subprocess.STDOUT)

    def open(self, port, upstream):
        deadline = time.monotonic() + 10
        while True:
            try:
                self.ask("POST", "/proxies", {"name": "kafka", "listen": f"127.0.0.1:{port}", "upstream": upstream})
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)  # It listens some moments after its start, and nothing tells when.

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.api + path, data, method=method), timeout=5) as answer:
            answer.read()

    def cut(self, is_cut):
        self.ask("POST", "/proxies/kafka", {"enabled": not is_cut})

    def poison(self, kind, stream, **attributes):
        self.ask("POST", "/proxies/kafka/toxics", {"name": "it", "type": kind, "stream": stream, "attributes": attributes})

    def heal(self):
        self.ask("DELETE", "/proxies/kafka/toxics/it")


class Fire:
    """Chooses faults and undoes them: at most two at once, none twice at the same place."""

    def __init__(self, random, workers, broker, proxy, failures):
        self.random, self.workers, self.broker, self.proxy, self.failures = random, workers, broker, proxy, failures
        self.counts = collections.Counter()
        self.busy = {}
        self.undoes = []
        self.threads = []
        self.serial = 0

    def places(self):
        places = [worker.name for worker in self.workers]
        if self.broker:
            places.append("broker")
        if self.proxy:
            places.append("network")
        return [place for place in places if place not in self.busy]

    def later(self, place, seconds, undo):
        self.serial += 1
        self.busy[place] = True
        heapq.heappush(self.undoes, (time.monotonic() + seconds, self.serial, place, undo))

    def due(self):
        while self.undoes and self.undoes[0][0] <= time.monotonic():
            self.undo()

    def undo(self):
        _, _, place, undo = heapq.heappop(self.undoes)
        undo()
        self.busy.pop(place, None)

    def end(self):
        while self.undoes:
            self.undo()
        for thread in self.threads:
            thread.join()

    def in_background(self, place, act):
        """The place stays busy until the act is done."""
        self.busy[place] = True

        def run():
            try:
                act()
            except Exception as error:
                if not Worker.is_over:
                    self.failures.add(f"{place}: {error!r}")
            finally:
                self.busy.pop(place, None)

        # Nothing waits for it when the check is told to end.
        thread = threading.Thread(target=run, daemon=True)
        self.threads.append(thread)
        thread.start()

    def light(self):
        free = self.places()
        if not free or len(self.busy) > 1:
            return
        place = self.random.choice(free)
        faults = {"broker": self.broker_faults, "network": self.network_faults}.get(place, self.worker_faults)()
        name, act = self.random.choice(faults)
        self.counts[name] += 1
        say(f"{place}: {name}")
        act(place)

    def worker_faults(self):
        def worker(name):
            return next(worker for worker in self.workers if worker.name == name)

        def kill(name):
            worker(name).kill()
            self.later(name, self.random.uniform(0, 2.5), worker(name).start)

        def stop(name):
            pause, may_fail = self.random.uniform(0, 1.5), worker(name).was_frozen

            def act():
                worker(name).stop(may_fail)
                time.sleep(pause)  # How long it is away is part of the fault.
                worker(name).start()

            self.in_background(name, act)

        def freeze(name, seconds):
            worker(name).freeze()
            self.later(name, seconds, worker(name).thaw)

        return [
            ("worker killed", kill), ("worker asked to end", stop),
            ("worker frozen beyond its session", lambda name: freeze(name, SESSION_SECONDS + self.random.uniform(0.5, 2))),
            ("worker frozen for a moment", lambda name: freeze(name, self.random.uniform(0.1, 1))),
        ]

    def broker_faults(self):
        def down(how):
            pause = self.random.uniform(0, 2)

            def act():
                run([*self.broker, how])
                time.sleep(pause)  # How long it is away is part of the fault.
                run([*self.broker, "up"])

            return lambda place: self.in_background(place, act)

        return [("broker stopped", down("stop")), ("broker killed", down("kill"))]

    def network_faults(self):
        def cut(place):
            self.proxy.cut(True)
            self.later(place, self.random.uniform(0.3, 5), lambda: self.proxy.cut(False))

        def poison(seconds, kind, stream="downstream", **attributes):
            def act(place):
                self.proxy.poison(kind, stream, **attributes)
                self.later(place, seconds, self.proxy.heal)

            return act

        seconds = self.random.uniform(0.5, 4)
        return [
            ("network cut", cut),
            ("network slow", poison(seconds, "latency", latency=200, jitter=100)),
            ("answers lost", poison(seconds, "timeout", timeout=0)),
            ("requests lost", poison(seconds, "timeout", "upstream", timeout=0)),
            ("network breaks within a frame", poison(seconds, "limit_data", bytes=self.random.randrange(1000, 40000))),
        ]


def run(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{shlex.join(command)}: status {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


INPUT = re.compile(rb"legtriage-input=([^,\t\n]*)/(\d+)/(\d+)")
ID = re.compile(rb'"submissionId":"([^"]*)"')


def read(bootstrap, topic, form, isolation="read_committed"):
    """Lines of what a reader finds up to the end."""
    with subprocess.Popen(
            ["kcat", "-q", "-C", "-b", bootstrap, "-t", topic, "-e", "-o", "beginning", "-X", f"isolation.level={isolation}",
             "-X", "check.crcs=true", "-f", form], stdout=subprocess.PIPE) as kcat:
        yield from kcat.stdout
    if kcat.returncode:
        raise RuntimeError(f"kcat could not read {topic}")


def count_outputs(bootstrap, topics):
    """Of each input and of each submission id, how many outputs; and how often an output stands before an earlier input's."""
    inputs, ids, disorder = collections.Counter(), collections.Counter(), 0
    for topic in topics:
        last = {}
        for line in read(bootstrap, topic, "%p\t%h\t%s\n"):
            place = INPUT.search(line)
            if not place:
                raise RuntimeError(f"an output in {topic} does not say which input it is of")
            inputs[place[2], place[3]] += 1
            lane = line.split(b"\t", 1)[0], place[2]
            if last.get(lane, -1) > int(place[3]):
                disorder += 1
            last[lane] = int(place[3])
            name = ID.search(line)
            ids[name[1] if name else b"no id"] += 1
    return inputs, ids, disorder


def unmarked_transactions(broker):
    """Partition to offset: where a transaction stands open that its coordinator holds for ended, as the broker's own tool finds it."""
    found = {}
    try:
        lines = run([*broker, "tool", "transactions", "find-hanging", "--broker-id", "1", "--max-transaction-timeout", "0"]).splitlines()
    except (OSError, RuntimeError) as error:
        say(f"unmarked transactions cannot be told apart, all that is missing counts as lost: {error}")
        return found
    for line in lines:
        words = line.split()
        if len(words) > 5 and words[1].isdigit():
            place = words[0].encode(), words[1].encode()
            found[place] = min(int(words[5]), found.get(place, int(words[5])))
            say(f"unmarked: {words[0]}/{words[1]} stands still at {words[5]} for producer {words[2]}, epoch {words[3]}")
    return found


def behind_unmarked(bootstrap, topics, broker, missing):
    """Of the inputs without an output for a read-committed reader, those that have one behind a transaction that hangs.

    Perhaps: that output may also be of a try that was aborted, and kcat does not tell of which producer it is.
    """
    if not broker:
        return set()
    stops = unmarked_transactions(shlex.split(broker))
    found = set()
    for topic in topics:
        for line in read(bootstrap, topic, "%p %o %h\n", "read_uncommitted") if stops else ():
            partition, offset, headers = line.split(b" ", 2)
            place = INPUT.search(headers)
            stop = stops.get((topic.encode(), partition))
            if place and stop is not None and int(offset) >= stop:
                found.add(b"%s/%s" % (place[2], place[3]))
    return found & missing


def main():
    parser = argparse.ArgumentParser(prog="check-under-fire", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60, help="of fire")
    parser.add_argument("--rate", type=int, default=400, help="records a second")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--producer", required=True, help="Benchmarks/latency, built")
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--broker", default="", help="the command that controls the broker")
    parser.add_argument("--proxy", nargs=3, metavar=("SERVER", "PORT", "UPSTREAM"))
    options = parser.parse_args()

    bootstrap, prefix, folder = options.bootstrap, f"under-fire-{os.getpid()}", options.folder
    failures, chance = Failures(), random.Random(options.seed)
    topics = {"intake": f"{prefix}.submissions", "deadLetters": f"{prefix}.dead-letters", "shadow": f"{prefix}.shadow",
              "board": f"{prefix}.board"} | {lane: f"{prefix}.routed.{lane}" for lane in LANES}
    transaction = TRANSACTION_SECONDS_WITH_BROKER if options.broker else TRANSACTION_SECONDS
    settings = ["--set", f"group={prefix}", "--set", f"timeouts.session={SESSION_SECONDS} s", "--set", f"timeouts.transaction={transaction} s"]
    for name, topic in topics.items():
        settings += ["--set", f"topics.{name}={topic}"]
    outputs = [topics[lane] for lane in LANES] + [topics["deadLetters"]]

    proxy = None
    addresses = [f"127.0.0.1:{options.proxy[1]}" if options.proxy else bootstrap, bootstrap]
    workers = [
        Worker(name, [options.program, "run", "--bootstrap", address, "--instance", name, *settings], f"{folder}/{name}.log", failures)
        for name, address in zip("ab", addresses)]
    producer = None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if options.proxy:
            proxy = Proxy(options.proxy[0], int(options.proxy[1]), f"{folder}/proxy.log")
            proxy.open(int(options.proxy[1]), options.proxy[2])
        run([options.program, "topics", "create", "--bootstrap", bootstrap, *settings])
        count = int(options.seconds * options.rate)
        run([options.program, "generate", "--count", str(count), "--seed", str(options.seed), "--output", f"{folder}/lines"])
        with open(f"{folder}/lines", "rb") as made, open(f"{folder}/mixed", "wb") as mixed:
            # Every fiftieth record is none of ours.
            mixed.writelines(b'{"number":%d}\n' % n if n % 50 == 49 else line for n, line in enumerate(made))
        for worker in workers:
            worker.start()
        with open(f"{folder}/mixed", "rb") as lines:
            producer = subprocess.Popen(
                [options.producer, "-b", bootstrap, "-t", topics["intake"], "-r", str(options.rate), "-n", str(count)], stdin=lines)
        fire = Fire(chance, workers, shlex.split(options.broker), proxy, failures)
        end = time.monotonic() + options.seconds
        next_fault = time.monotonic() + 3
        while time.monotonic() < end:
            time.sleep(0.02)  # The clock of the fire: faults fall due at any moment.
            fire.due()
            for worker in workers:
                if worker.name not in fire.busy:
                    worker.mind()
            if time.monotonic() >= next_fault:
                fire.light()
                next_fault = time.monotonic() + chance.uniform(0.2, 2.5)
        fire.end()
        if producer.wait(120):
            failures.add("the producer could not send everything")
        say(f"{sum(fire.counts.values())} faults: " + ", ".join(f"{n} {name}" for name, n in sorted(fire.counts.items())))
        for worker in workers:
            worker.mind()
            worker.stop(worker.was_frozen)
        # The rest, under both names: what each left open ends here.
        for worker in workers:
            worker.command.append("--until-end")
            worker.start()
        end = time.monotonic() + END_SECONDS
        for worker in workers:
            try:
                status = worker.process.wait(max(0, end - time.monotonic()))
                if status:
                    failures.add(f"the last run as {worker.name} ended with status {status}: {worker.last_words()}")
            except subprocess.TimeoutExpired:
                failures.add(f"the last run as {worker.name} did not end within {END_SECONDS} s: {worker.last_words()}")
                worker.kill()
        arrived = {line.strip() for line in read(bootstrap, topics["intake"], "%p/%o\n")}
        deadline = time.monotonic() + 15
        while True:
            inputs, ids, disorder = count_outputs(bootstrap, outputs)
            # The broker marks the last unit in each lane some time after its commit is decided.
            if len(inputs) >= len(arrived) or time.monotonic() > deadline:
                break
            time.sleep(1)  # Until the deadline above; each look reads all lanes.
        missing = arrived - {b"%s/%s" % place for place in inputs}
        unmarked = behind_unmarked(bootstrap, outputs, options.broker, missing) if missing else set()
        lost = len(missing - unmarked)
        repeated = sum(n - 1 for n in inputs.values())
        ids.pop(b"no id", None)
        repeated_ids = sum(n - 1 for n in ids.values())
        say(f"seed {options.seed}: {count} sent, {len(arrived)} arrived, {sum(inputs.values())} out: {lost} lost, "
            f"{len(unmarked)} perhaps there but unmarked, {repeated} repeated, {repeated_ids} ids repeated, {disorder} out of order; "
            f"{sum(w.fenced for w in workers)} frozen workers gave way, {sum(w.starts for w in workers)} starts")
        if unmarked:
            failures.add(f"{len(unmarked)} records perhaps there but unmarked: a transaction stands open that the broker holds for "
                         "ended (docs/delivery.md, \"A transaction without marks\"), and behind it lies an output of each; lost by a "
                         "worker if that output is of an aborted try")
        if lost:
            everything = sum(1 for topic in outputs for _ in read(bootstrap, topic, "\n", "read_uncommitted"))
            say(f"a reader that does not wait for commits finds {everything} outputs")
        if len(arrived) < count:
            failures.add(f"the producer lost {count - len(arrived)} records")
        for number, what in ((lost, "lost"), (repeated, "repeated"), (repeated_ids, "with a repeated id"), (disorder, "out of order")):
            if number:
                failures.add(f"{number} records {what}")
        if not fire.counts:
            failures.add("nothing happened")
    finally:
        with Worker.lock:
            Worker.is_over = True
        for worker in workers:
            if worker.process and worker.process.poll() is None:
                worker.process.kill()
        if producer and producer.poll() is None:
            producer.kill()
        if proxy:
            proxy.process.kill()
    return 1 if failures.all else 0


BEGAN = time.monotonic()
sys.exit(main())
