using System.Reflection;
using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Language.Model;
using SmtpGen.Reference;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Client;

namespace SmtpGen.RandomSpecs.Conversations;

/// <summary>A generated client and a generated server, which must understand each other.</summary>
internal sealed class ClientConversation
{
    private static readonly string[] s_texts = ["a", "word", "12", "7", "a@b", "x.y", "X", "<a@b>", "\"q\"", "", "A-B", "YES"];

    private readonly ProtocolModel _model;
    private readonly Random _random;
    private readonly ClientMachine _client;
    private readonly ScriptTransport _transport = new();
    private readonly ServerSession _session;
    private readonly Answers _answers;
    private readonly ReferenceInterpreter _reference;
    private readonly StringBuilder _said = new();
    private readonly SortedSet<int> _cuts = [];
    private readonly List<object?> _asked = [];
    private Task? _running;
    private bool _isLost;

    private ClientConversation(ProtocolModel model, Type handler, Type client, int seed)
    {
        _model = model;
        _random = new Random(seed);
        _client = (ClientMachine)Activator.CreateInstance(client)!;
        _answers = new Answers(model, _random);
        _reference = new ReferenceInterpreter(model, new ReferenceSettings(model)) { Decide = _answers.Replay };
        _session = ServerUnderTest.Compiled(model, handler, (type, given, _) => Choose(type, given), _ => { }).Session;
    }

    /// <summary>What went wrong; null: nothing.</summary>
    public static string? Hold(ProtocolModel model, Type handler, Type client, int seed)
    {
        var conversation = new ClientConversation(model, handler, client, seed);
        try
        {
            return conversation.Run() is { } wrong ? $"client seed {seed}: {wrong}\nclient: {Heard.Quote(conversation._said.ToString())}" : null;
        }
        catch (ProtocolViolationException violation)
        {
            return $"client seed {seed}: {violation}\nclient: {Heard.Quote(conversation._said.ToString())}";
        }
    }

    private string? Run()
    {
        _running = _session.RunAsync(_transport, CancellationToken.None).AsTask();
        var methods = _client.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(void) && !method.IsSpecialName).OrderBy(method => method.MetadataToken).ToList();
        methods.SingleOrDefault(method => method.Name == "ReadGreeting")?.Invoke(_client, []);
        if (Exchange() is { } atConnect)
            return atConnect;
        for (int i = 0; i < 12 && !_client.IsClosed && !_isLost; i++)
        {
            if (Body() is { } inBody)
                return inBody;
            var method = methods[_random.Next(methods.Count)];
            object?[] arguments = [.. method.GetParameters().Select(Argument)];
            if (method.Name == "ReadGreeting" || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike))
                continue;
            int before = _asked.Count;
            try
            {
                method.Invoke(_client, arguments);
            }
            catch (TargetInvocationException refusal) when (refusal.InnerException is InvalidOperationException or SessionEndedException or ArgumentException)
            {
                continue;
            }

            if (Exchange() is { } wrong)
                return $"{method.Name}({string.Join(", ", arguments)}): {wrong}";
            if (_asked.Count > before && Lost(method, arguments, _asked[before]) is { } lost)
                return $"{method.Name}({string.Join(", ", arguments)}): {lost}";
        }

        _reference.Run(Encoding.Latin1.GetBytes(_said.ToString()), _cuts);
        // The server drops spaces at the end of a line, which some patterns ask for.
        return _isLost ? null : _reference.Errors > 0 && !_said.ToString().Contains(" \r\n") ? "the server did not understand the client"
            : !_client.IsClosed && !_said.ToString().Contains(" \r\n") && _session.GetType().GetProperty("State")!.GetValue(_session) is var state && (int)Convert.ChangeType(state!, typeof(int)) != _reference.State ? "the reference is in another state"
            : _running.IsFaulted ? _running.Exception.ToString()
            : null;
    }

    private string? Body()
    {
        if (_client.IsClosed || _client.Table.BodyAction(_client.StateNumber) < 0)
            return null;
        int action = _client.BeginBody();
        _client.WriteBody("text\r\n.dot\r\n"u8);
        _client.EndBody(action, 12);
        return Exchange();
    }

    // Sends what was written, and reads what is answered.
    private string? Exchange()
    {
        byte[] sent = _client.PendingOutput.Written.ToArray();
        _client.PendingOutput.Clear();
        _said.Append(Encoding.Latin1.GetString(sent));
        _cuts.Add(_said.Length);
        byte[] heard;
        bool isAnswered = _client.RepliesDue > 0;
        if (sent.Length > 0)
            _transport.Feed(new ReceivedOctets(sent));
        heard = _transport.TakeSent();
        ReadOnlySpan<byte> input = heard;
        if (heard.Length == 0 && _client.RepliesDue > 0)
            ExpectNothing();
        // Of a command whose success is silent nobody waits for the refusal.
        _isLost = !isAnswered && heard.Length > 0;
        if (_isLost)
            return null;
        while (_client.RepliesDue > 0 && !input.IsEmpty)
            _client.Read(ref input);
        SkipBody(ref input);
        // A handler's own words may have fewer lines than the reply, and nothing says so.
        _isLost = _client.RepliesDue > 0 && _model.Statuses is not null && _model.Replies.Any(reply => reply.IsFree);
        if (_isLost)
            return null;
        if (_client.RepliesDue > 0)
            return $"{_client.RepliesDue} replies are missing: {Heard.Quote(Encoding.UTF8.GetString(heard))}";
        if (!input.IsEmpty)
            return $"more was answered than is due: {Heard.Quote(Encoding.UTF8.GetString(heard))}";
        if (_client.IsSecuring)
            _client.EndSecuring("TLS1.3");
        string state = _client.GetType().GetProperty("CurrentState")!.GetValue(_client)!.ToString()!;
        // Replies of one code may end a session in different states.
        bool isOver = _client.IsClosed && _running!.IsCompleted;
        // So may replies of one status in other states than the client takes them for, since a server may say them in its own words.
        _isLost = !isOver && _session.StateName != state && _model.Statuses is not null;
        return isOver || _isLost || _session.StateName == state ? null : $"the client is in {state}, the server in {_session.StateName}, after {Heard.Quote(Encoding.UTF8.GetString(heard))}";
    }

    private void ExpectNothing()
    {
        try
        {
            _client.ExpectNoReply();
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or SessionEndedException)
        {
            // A reply was due, which is told.
        }
    }

    private void SkipBody(ref ReadOnlySpan<byte> input)
    {
        byte[] body = new byte[256];
        while (_client.IsBodyComing && !input.IsEmpty && !_client.ReadBody(ref input, body, out _))
        {
        }
    }

    private object Choose(Type type, object? asked)
    {
        _asked.Add(asked);
        return _answers.Choose(type);
    }

    private object? Argument(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.HasDefaultValue && type != typeof(bool) && _random.Next(2) == 0)
            return null;
        return type == typeof(bool) ? _random.Next(2) == 0
            : type == typeof(ulong) || type == typeof(ulong?) ? (ulong)_random.Next(300)
            : type == typeof(string) ? s_texts[_random.Next(s_texts.Length)]
            : type == typeof(IReadOnlyCollection<string>) ? Enumerable.Range(0, _random.Next(3)).Select(_ => s_texts[_random.Next(s_texts.Length)]).ToList()
            : null;
    }

    // What was said by name must arrive by name.
    private static string? Lost(MethodInfo method, object?[] arguments, object? asked)
    {
        if (asked is null || !asked.GetType().Name.EndsWith("Arguments", StringComparison.Ordinal))
            return null;
        foreach (var (parameter, said) in method.GetParameters().Zip(arguments))
        {
            var property = asked.GetType().GetProperties().FirstOrDefault(p => p.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
            string heard = property?.GetValue(asked)?.ToString() ?? "";
            if (said is string or ulong && property is not null && heard != said.ToString())
                return $"{parameter.Name} arrived as {Heard.Quote(heard)}";
        }

        return null;
    }
}
