#!/usr/bin/env python3
"""An M/M/c queue on the engine of the Python prototype: a heap of (time, number, function, arguments), stdlib only.

Usage: mmc.py USERS SERVERS RATE_PER_S SERVICE_S SEED. Prints seconds of CPU time and the mean wait in seconds.
benches/queues.rs runs it beside the traffic model.
"""
import heapq
import random
import sys
import time
from collections import deque


class Queue:
    def __init__(self, users, servers, rate, service, seed):
        self.left, self.free = users, servers
        self.rate, self.service = rate, service
        self.arrivals = random.Random(f"{seed}/arrivals")
        self.services = random.Random(f"{seed}/services")
        self.now, self.number, self.heap = 0.0, 0, []
        self.waiting = deque()
        self.waited, self.served = 0.0, 0

    def plan(self, after, what, *arguments):
        self.number += 1
        heapq.heappush(self.heap, (self.now + after, self.number, what, arguments))

    def arrive(self):
        self.left -= 1
        if self.left:
            self.plan(self.arrivals.expovariate(self.rate), self.arrive)
        if self.free:
            self.free -= 1
            self.serve(self.now)
        else:
            self.waiting.append(self.now)

    def serve(self, arrived):
        self.waited += self.now - arrived
        self.plan(self.services.expovariate(1 / self.service), self.done)

    def done(self):
        self.served += 1
        if self.waiting:
            self.serve(self.waiting.popleft())
        else:
            self.free += 1

    def run(self):
        self.plan(0.0, self.arrive)
        while self.heap:
            self.now, _, what, arguments = heapq.heappop(self.heap)
            what(*arguments)
        return self.waited / self.served


def main():
    users, servers, rate, service, seed = sys.argv[1:]
    queue = Queue(int(users), int(servers), float(rate), float(service), seed)
    started = time.process_time()
    wait = queue.run()
    print(time.process_time() - started, wait)


if __name__ == "__main__":
    main()
