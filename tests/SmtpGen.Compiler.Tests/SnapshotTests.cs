namespace SmtpGen.Compiler.Tests;

public class SnapshotTests
{
    // All of Talk, and of the others what they add to it.
    private static readonly HashSet<string> s_shown =
    [
        "Parcel.Adapter", "Parcel.Decisions", "Parcel.Grammar", "Post.Grammar",
        "Relay.Handler", "Relay.ServerMachine", "Relay.ServerTable", "Relay.ServerTable.Commands", "Relay.ServerTable.Outcomes", "Relay.Session", "Relay.States",
        "Local.Handler", "Local.Results", "Local.ServerMachine", "Local.ServerTable", "Local.ServerTable.Replies", "Local.Session",
        "Fetch.Results", "Fetch.ServerMachine", "Fetch.ServerTable", "Fetch.ServerTable.Replies",
    ];

    private static readonly Dictionary<string, string> s_emitted = Generation
        .Run([.. RelaySpec.All, SmallSpec.Protocol("Talk"), SmallSpec.Post, SmallSpec.Parcel]).Files
        .ToDictionary(file => file.Key[..^".g.cs".Length], file => file.Value)
        .Where(file => file.Key.StartsWith("Talk.", StringComparison.Ordinal) || s_shown.Contains(file.Key))
        .ToDictionary(file => file.Key, file => file.Value);

    public static TheoryData<string> Names => [.. s_emitted.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_emitted_file_is_as_verified(string name) => Snapshot.Verify(name, s_emitted[name]);

    [Fact]
    public void Every_verified_file_is_emitted() => Assert.Equal(
        s_emitted.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Repository.Snapshots, "*.verified.cs")
            .Select(path => Path.GetFileName(path)[..^".verified.cs".Length])
            .Order(StringComparer.Ordinal));
}
