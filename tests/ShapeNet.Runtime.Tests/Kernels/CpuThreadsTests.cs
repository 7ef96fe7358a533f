using ShapeNet.Runtime.Cpu;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

public class CpuThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_item_runs_once(int count)
    {
        using var threads = new CpuThreads(count);
        for (var round = 0; round < 500; round++)
        {
            var hits = new int[round % 40];
            threads.Run(hits.Length, new Count(hits));
            Assert.All(hits, hit => Assert.Equal(1, hit));
        }
    }

    [Fact]
    public void Sleeping_threads_wake_up()
    {
        using var threads = new CpuThreads(2);
        using var both = new Barrier(2);
        for (var round = 0; round < 3; round++)
        {
            Thread.Sleep(100);

            // Returns only if two threads run items at the same time.
            threads.Run(2, new Meet(both));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_reaches_the_caller_and_the_threads_go_on(int count)
    {
        using var threads = new CpuThreads(count);
        for (var round = 0; round < 50; round++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => threads.Run(20, new Fail(round % 20)));
            Assert.Equal("item " + (round % 20), error.Message);
            var hits = new int[10];
            threads.Run(hits.Length, new Count(hits));
            Assert.All(hits, hit => Assert.Equal(1, hit));
        }
    }

    [Fact]
    public void Running_allocates_nothing()
    {
        using var threads = new CpuThreads(2);
        var work = new Count(new int[16]);
        threads.Run(16, work);
        var own = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
            threads.Run(16, work);
        Assert.Equal(own, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Disposed_threads_refuse_work()
    {
        var threads = new CpuThreads(2);
        threads.Dispose();
        threads.Dispose();
        Assert.Throws<ObjectDisposedException>(() => threads.Run(1, new Fail(0)));
    }

    private readonly struct Count(int[] hits) : ICpuWork
    {
        public void Execute(int item, int thread) => Interlocked.Increment(ref hits[item]);
    }

    private readonly struct Meet(Barrier barrier) : ICpuWork
    {
        public void Execute(int item, int thread) =>
            Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30)), "the other thread did not come");
    }

    private readonly struct Fail(int failing) : ICpuWork
    {
        public void Execute(int item, int thread)
        {
            if (item == failing)
                throw new InvalidOperationException("item " + item);
        }
    }
}
