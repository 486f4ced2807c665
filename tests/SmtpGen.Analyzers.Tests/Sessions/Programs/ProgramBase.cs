using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>What random programs call and know nothing of: it keeps their clients and uses them whenever it runs.</summary>
public abstract class ProgramBase
{
    private readonly List<SmtpProtocolClient> _taken = [];
    private readonly List<Func<Task>> _kept = [];
    private static readonly AsyncLocal<(Random Random, bool AcceptsAll)> s_chance = new();
    private int _left = 12;

    /// <summary>The places of the calls that were begun.</summary>
    public List<int> Begun { get; } = [];

    /// <summary>The places of the calls that returned.</summary>
    public List<int> Returned { get; } = [];

    /// <summary>Some options or none.</summary>
    protected static ClientOptions? Options => null;

    /// <summary>A message.</summary>
    protected static MemoryStream Message => new("Hi\r\n"u8.ToArray());

    /// <summary>A pair that others have too.</summary>
    protected Pair Kept { get; set; } = new(Make(), 3);

    /// <summary>What the program does.</summary>
    public abstract Task RunAsync();

    /// <summary>Runs a program, which fails often.</summary>
    /// <param name="type">The program.</param>
    /// <param name="random">Decides what happens.</param>
    /// <param name="acceptsAll">Whether the servers refuse nothing.</param>
    public static async Task<ProgramBase> RunAsync(Type type, Random random, bool acceptsAll = false)
    {
        s_chance.Value = (random, acceptsAll);
        var program = (ProgramBase)Activator.CreateInstance(type)!;
        Calls.Current.Value = program;
        try
        {
            await program.RunAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or ProtocolClientException or IOException or NullReferenceException or AggregateException
            or IndexOutOfRangeException or ObjectDisposedException or System.Runtime.CompilerServices.SwitchExpressionException)
        {
        }

        return program;
    }

    protected static Stream Connect() => new RandomServer(s_chance.Value.AcceptsAll ? null : Chance);

    protected async Task<Stream> DialAsync() => Connect();

    protected static bool Flag() => Chance.Next(2) == 0;

    protected bool Again() => _left-- > 0;

    protected string[] Names() => [.. Enumerable.Repeat("x", Chance.Next(3))];

    protected async Task<string?> NameAsync() => Flag() ? "a@b" : null;

    protected async IAsyncEnumerable<int> Stream()
    {
        if (Flag())
            await OtherAsync();
        yield return 1;
        if (Flag())
            yield return 2;
    }

    protected SmtpProtocolClient? Spare() => Flag() ? null : Flag() && _taken.Count > 0 ? _taken[0] : Make();

    protected async Task<SmtpProtocolClient> MakeAsync() => Make();

    protected SmtpProtocolClient Same(SmtpProtocolClient client) => client;

    protected void Change(ref SmtpProtocolClient client) => client = Flag() ? Make() : client;

    protected bool Out(out SmtpProtocolClient client)
    {
        client = Make();
        return true;
    }

    protected void Change(ref bool truth) => truth = Flag();

    protected bool Out(out bool truth) => truth = Flag();

    protected bool Ask(SmtpState state) => state == SmtpState.Idle;

    protected bool Ask(ClientReply? reply) => reply?.IsPositive != true;

    protected void Take(SmtpProtocolClient client) => _taken.Add(client);

    protected async Task UseAsync(SmtpProtocolClient client)
    {
        _taken.Add(client);
        await OtherAsync();
    }

    protected void Local() => OtherAsync().Wait();

    protected void Later(Action act)
    {
        act();
        _kept.Add(async () => act());
    }

    protected Task Later(Func<Task> act)
    {
        _kept.Add(act);
        return act();
    }

    protected void Keep(Func<Task> act) => _kept.Add(act);

    // Whatever it has may be used whenever it runs.
    protected async Task OtherAsync()
    {
        foreach (var client in _taken.Where(_ => Flag()))
        {
            try
            {
                _ = Chance.Next(4) switch
                {
                    0 => (ClientReply)await client.ReadGreetingAsync(),
                    1 => await client.EhloAsync("me"),
                    2 => await client.RsetAsync(),
                    _ => await client.MailAsync("a@b"),
                };
            }
            catch (Exception e) when (e is InvalidOperationException or ProtocolClientException or IOException)
            {
            }
        }

        if (_kept.Count > 0 && Flag() && Again())
            await _kept[Chance.Next(_kept.Count)]();
    }

    private static Random Chance => s_chance.Value.Random;

    private static SmtpProtocolClient Make()
    {
        var client = new SmtpProtocolClient(Connect());
        if (Flag() && client.ReadGreetingAsync().AsTask().Result.IsPositive && Flag())
            client.EhloAsync("me").AsTask().Wait();
        return client;
    }
}

/// <summary>An object with a client.</summary>
public sealed record Pair(SmtpProtocolClient Client, int Uses)
{
    public SmtpProtocolClient Client { get; set; } = Client;
}

/// <summary>Notes which calls have returned.</summary>
public static class Calls
{
    /// <summary>The program that runs.</summary>
    public static AsyncLocal<ProgramBase> Current { get; } = new();

    /// <summary>Passes a client on; a call of it at that place begins.</summary>
    public static SmtpProtocolClient Begin(this SmtpProtocolClient client, int place)
    {
        if (client is not null)
            Current.Value!.Begun.Add(place);
        return client!;
    }

    /// <summary>Passes a task on; when it has ended with a reply the call at that place has returned.</summary>
    public static async ValueTask<T> Note<T>(this ValueTask<T> task, int place)
    {
        var result = await task;
        if (result is not ClientReply { IsReceived: false })
            Current.Value!.Returned.Add(place);
        return result;
    }
}
