using System.Text;

namespace Samples;

/// <summary>Articles in memory, by group and by id.</summary>
public sealed class NewsStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NewsArticle> _byId = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<NewsArticle>> _groups = new(StringComparer.Ordinal);

    /// <summary>Makes a group that has no articles.</summary>
    public void Add(string group)
    {
        lock (_lock)
            _groups.TryAdd(group, []);
    }

    /// <summary>The articles of a group, whose numbers are their places, counted from 1; null where there is no such group.</summary>
    public IReadOnlyList<NewsArticle>? Group(string name)
    {
        lock (_lock)
            return _groups.TryGetValue(name, out var articles) ? [.. articles] : null;
    }

    /// <summary>The article with an id; null where there is none.</summary>
    public NewsArticle? Find(string id)
    {
        lock (_lock)
            return _byId.GetValueOrDefault(id);
    }

    /// <summary>The groups and how many articles each has.</summary>
    public IReadOnlyList<(string Name, int Count)> Groups()
    {
        lock (_lock)
            return [.. _groups.Select(group => (group.Key, group.Value.Count))];
    }

    /// <summary>Takes an article into the groups that it names; false where it names none that is here, or its id is taken.</summary>
    public bool Post(byte[] content)
    {
        var article = new NewsArticle("", content);
        string id = article.Header("Message-ID");
        if (id.Length == 0)
        {
            id = $"<{Guid.NewGuid():N}@localhost>";
            content = [.. Encoding.ASCII.GetBytes($"Message-ID: {id}\r\n"), .. content];
        }

        lock (_lock)
        {
            var groups = article.Header("Newsgroups").Split(',', StringSplitOptions.TrimEntries).Where(_groups.ContainsKey).ToList();
            if (groups.Count == 0 || !_byId.TryAdd(id, article = new NewsArticle(id, content)))
                return false;
            groups.ForEach(group => _groups[group].Add(article));
            return true;
        }
    }
}
