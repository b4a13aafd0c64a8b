#include "threads.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <thread>

namespace marketbook {
namespace {

/** A thread that looks for work in vain this often goes to sleep: about 30 µs, the pause between two layers of a step. */
constexpr int kLooks = 2000;

void Pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

/** One call's parts. It lives on the caller's stack: the caller waits until no worker is inside. */
struct Job {
  const std::function<void(int)>& task;
  const int parts;
  std::atomic<int> next{0};
  int workers = 0;  // inside the job, guarded by the team's mutex

  void Work() {
    for (int part; (part = next.fetch_add(1)) < parts;) task(part);
  }
};

class Team {
 public:
  /** False when another call has the team: its own caller then does the work alone. */
  bool Run(Job& job) {
    std::unique_lock<std::mutex> turn(turn_, std::try_to_lock);
    if (!turn) return false;
    Hire(job.parts - 1);
    {
      std::lock_guard<std::mutex> hold(mutex_);
      job_ = &job;
      calls_.fetch_add(1, std::memory_order_release);
    }
    wake_.notify_all();
    job.Work();
    std::unique_lock<std::mutex> hold(mutex_);
    job_ = nullptr;
    // The last parts are under way elsewhere and nearly done: looking again beats sleeping.
    for (int look = 0; look < kLooks && job.workers > 0; look++) {
      hold.unlock();
      for (int k = 0; k < 8; k++) Pause();
      hold.lock();
    }
    done_.wait(hold, [&] { return job.workers == 0; });
    return true;
  }

 private:
  /** Where the system gives no more threads, those that are there do the work. */
  void Hire(int wanted) {
    try {
      for (; hired_ < std::min(wanted, ThreadLimit() - 1); hired_++) std::thread([this] { Serve(); }).detach();
    } catch (const std::system_error&) {
    }
  }

  void Serve() {
    unsigned seen = 0;
    for (;;) {
      for (int look = 0; look < kLooks && calls_.load(std::memory_order_acquire) == seen; look++) Pause();
      std::unique_lock<std::mutex> hold(mutex_);
      wake_.wait(hold, [&] { return calls_.load() != seen; });
      seen = calls_.load();
      Job* job = job_;
      if (job == nullptr) continue;
      job->workers++;
      hold.unlock();
      job->Work();
      hold.lock();
      if (--job->workers == 0) done_.notify_one();
    }
  }

  std::mutex turn_, mutex_;
  std::condition_variable wake_, done_;
  std::atomic<unsigned> calls_{0};
  Job* job_ = nullptr;
  int hired_ = 0;
};

/** Never destroyed: its threads wait in it until the process is gone. A forked child has none of them, so it gets a team of its own. */
Team* team = nullptr;

Team& TheTeam() {
  static std::once_flag once;
  std::call_once(once, [] {
    team = new Team;
    pthread_atfork(nullptr, nullptr, [] { team = new Team; });
  });
  return *team;
}

int CountCores() {
#if defined(__linux__)
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) == 0) return CPU_COUNT(&cores);
#endif
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace

int ThreadLimit() {
  static const int limit = [] {
    const int cores = CountCores();
    const char* wanted = std::getenv("TF_NUM_INTRAOP_THREADS");
    const int count = wanted ? std::atoi(wanted) : 0;
    return count > 0 ? std::min(count, cores) : cores;
  }();
  return limit;
}

void RunParts(int parts, const std::function<void(int)>& task) {
  Job job{task, parts};
  if (parts == 1 || !TheTeam().Run(job)) job.Work();
}

}  // namespace marketbook
