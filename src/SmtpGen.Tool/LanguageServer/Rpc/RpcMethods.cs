using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmtpGen.Tool.LanguageServer.Rpc;

/// <summary>The methods that an editor can call, by their names.</summary>
internal sealed class RpcMethods
{
    private readonly Dictionary<string, Action<JsonElement, Utf8JsonWriter>> _methods = new(StringComparer.Ordinal);

    /// <summary>Adds a request.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">The shape of its parameters.</param>
    /// <param name="result">The shape of its result; null is a result too.</param>
    /// <param name="method">Answers it.</param>
    public void Add<TParameters, TResult>(
        string name, JsonTypeInfo<TParameters> parameters, JsonTypeInfo<TResult> result, Func<TParameters, TResult?> method) =>
        _methods.Add(name, (given, writer) =>
        {
            if (method(Read(name, given, parameters)) is { } value)
                JsonSerializer.Serialize(writer, value, result);
            else
                writer.WriteNullValue();
        });

    /// <summary>Adds a notification.</summary>
    public void Add<TParameters>(string name, JsonTypeInfo<TParameters> parameters, Action<TParameters> method) =>
        Add(name, given => method(Read(name, given, parameters)));

    /// <summary>Adds a method whose parameters do not matter.</summary>
    public void Add(string name, Action method) => Add(name, _ => method());

    /// <summary>Calls a method.</summary>
    /// <param name="message">What is asked.</param>
    /// <param name="result">Takes the result, which is one value.</param>
    /// <exception cref="RpcException">There is no such method, or it cannot be done.</exception>
    public void Call(RpcMessage message, Utf8JsonWriter result)
    {
        if (!_methods.TryGetValue(message.Method!, out var method))
            throw new RpcException(RpcException.MethodNotFound, $"There is no method '{message.Method}'.");
        method(message.Parameters, result);
    }

    private void Add(string name, Action<JsonElement> method) => _methods.Add(name, (given, writer) =>
    {
        method(given);
        writer.WriteNullValue();
    });

    private static TParameters Read<TParameters>(string name, JsonElement given, JsonTypeInfo<TParameters> shape)
    {
        try
        {
            return (given.ValueKind == JsonValueKind.Undefined ? default : given.Deserialize(shape))
                ?? throw new RpcException(RpcException.InvalidParameters, $"'{name}' needs parameters.");
        }
        catch (JsonException exception)
        {
            throw new RpcException(RpcException.InvalidParameters, $"'{name}' has other parameters: {exception.Message}");
        }
    }
}
