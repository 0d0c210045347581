# tries: start workers
# holds: blocked
# control: machine

import multiprocessing
def work(queue):
    queue.put(1)
def attack(facts):
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    worker = context.Process(target=work, args=(queue,))
    worker.start()
    return queue.get() == 1
