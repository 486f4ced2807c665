using SmtpGen.Protocols.Smtp;
using SmtpGen.Server;
using SmtpGen.Web.Sessions;
using SmtpGen.Web.Trial;

namespace SmtpGen.Web.Tests.Sessions;

public sealed class SessionBoardTests
{
    [Fact]
    public async Task Sessions_beyond_the_room_are_served_and_counted()
    {
        var board = new SessionBoard(room: 2);
        var sessions = board.Watch(new Sessions());
        var leases = new List<SessionLease>();
        for (int i = 0; i < 5; i++)
            leases.Add(sessions.Create());

        Assert.Equal(2, board.All().Count);
        Assert.Equal(3, board.Unseen);
        foreach (var lease in leases)
            await lease.DisposeAsync();
    }

    [Fact]
    public async Task A_new_session_takes_the_place_of_the_one_that_ended_first()
    {
        var board = new SessionBoard(room: 3);
        var sessions = board.Watch(new Sessions());
        var (first, second, third) = (sessions.Create(), sessions.Create(), sessions.Create());
        await second.DisposeAsync();
        await first.DisposeAsync();

        var fourth = sessions.Create();

        Assert.Equal([4, 3, 1], board.All().Select(recorder => recorder.Number));
        Assert.Null(board.Find(2));
        await third.DisposeAsync();
        await fourth.DisposeAsync();
    }

    [Fact]
    public async Task What_is_said_costs_no_allocation_once_a_second_s_lines_are_kept()
    {
        var board = new SessionBoard(room: 1);
        await using var lease = board.Watch(new Sessions()).Create();
        var observer = lease.Session.Observer!;
        Say(observer, 1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Say(observer, 1000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // At most one new second begins meanwhile, whose lines are kept.
        Assert.InRange(allocated, 0, 100 * 64);
    }

    private static void Say(Runtime.ISessionObserver observer, int times)
    {
        for (int i = 0; i < times; i++)
        {
            observer.OnCommand("NOOP"u8);
            observer.OnReplies("250 2.0.0 Ok\r\n"u8);
        }
    }

    private sealed class Sessions : ISessionFactory
    {
        public SessionLease Create() => new(new SmtpSession(new TrialReceiver(), new SmtpOptions()));
    }
}
