namespace SmtpGen.Compiler.Tests;

public class SnapshotTests
{
    // What the extended protocol and the one with statuses add to what the others show.
    private static readonly HashSet<string> Shown =
    [
        "Local.Handler", "Local.Results", "Local.ServerMachine", "Local.Session", "Local.Table",
        "Fetch.Handler", "Fetch.Replies", "Fetch.ReplyWire", "Fetch.Results", "Fetch.ServerMachine", "Fetch.ServerMachine.Replies",
    ];

    private static readonly Dictionary<string, string> Emitted = Generation
        .Run(SmallSpec.Shared, SmallSpec.Protocol("Talk"), RelaySpec.Relay, RelaySpec.Local, RelaySpec.Fetch).Files
        .ToDictionary(file => file.Key[..^".g.cs".Length], file => file.Value)
        .Where(file => file.Key.StartsWith("Talk.") || file.Key.StartsWith("Relay.") || Shown.Contains(file.Key))
        .ToDictionary(file => file.Key, file => file.Value);

    public static TheoryData<string> Names => [.. Emitted.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_emitted_file_is_as_verified(string name) => Snapshot.Verify(name, Emitted[name]);

    [Fact]
    public void Every_verified_file_is_emitted() => Assert.Equal(
        Emitted.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Repository.Snapshots, "*.verified.cs")
            .Select(path => Path.GetFileName(path)[..^".verified.cs".Length])
            .Order(StringComparer.Ordinal));
}
