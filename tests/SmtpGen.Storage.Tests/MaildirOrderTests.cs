namespace SmtpGen.Storage.Tests;

public sealed class MaildirOrderTests : TemporaryDirectory
{
    private readonly Random _random = new(7);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(5000)]
    public void The_newest_come_first_however_many_there_are(int count)
    {
        var folders = new MaildirFolders(MaildirPath);
        folders.Create();
        List<string> names = Create(folders, count);
        names.Reverse();

        Assert.Equal(names, folders.ListNewest(before: null).Select(entry => entry.Name));
        Assert.Equal(names.AsEnumerable().Reverse(), folders.ListInOrder().Select(entry => entry.Name));
        for (int skipped = 1; skipped < count; skipped += 1 + (count / 7))
            Assert.Equal(names[skipped..], folders.ListNewest(names[skipped - 1]).Select(entry => entry.Name));
    }

    [Fact]
    public void Who_takes_the_first_only_lists_the_folders_once_and_who_takes_all_twice()
    {
        var folders = new MaildirFolders(MaildirPath);
        folders.Create();
        Create(folders, 3000);

        Assert.Equal(100, folders.ListNewest(before: null).Take(100).Count());
        Assert.Equal(1, folders.ListingCount);
        Assert.Equal(3000, folders.ListNewest(before: null).Count());
        Assert.Equal(3, folders.ListingCount);
    }

    [Fact]
    public void A_message_that_is_seen_in_both_folders_while_it_is_moved_comes_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        var folders = new MaildirFolders(MaildirPath);
        folders.Create();
        List<string> names = Create(folders, 1500);
        foreach (string name in names)
            File.WriteAllText(Path.Combine(folders.Current, name + ":2,RS"), "");
        names.Reverse();
        Assert.Equal(names, folders.ListNewest(before: null).Select(entry => entry.Name));
    }

    // In the order of their deliveries, which is not that of the names as text.
    private List<string> Create(MaildirFolders folders, int count)
    {
        List<string> names = [.. Enumerable.Range(0, count).Select(number => $"{90 + (number / 100)}.M{number % 100 / 10}P1Q{number}.host")];
        foreach (string name in names.OrderBy(_ => _random.Next()))
            File.WriteAllText(_random.Next(2) == 0 || OperatingSystem.IsWindows() ? Path.Combine(folders.New, name) : Path.Combine(folders.Current, name + ":2,S"), "");
        return names;
    }
}
