// Starts `smtpgen lsp` and connects the editor with it. All that is known of the language is the server's.
'use strict';

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const languages = ['smtpgen', 'abnf', 'smtpgen-dialog'];

let client;

exports.activate = async function () {
    const [command, ...args] = vscode.workspace.getConfiguration('smtpgen').get('server.command') ?? [];
    if (!command) {
        return;
    }

    client = new LanguageClient(
        'smtpgen',
        'SmtpGen',
        { command, args },
        {
            documentSelector: languages.flatMap(language => [{ language, scheme: 'file' }, { language, scheme: 'untitled' }]),
            synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.{protocol,help,family,abnf}') },
        });
    try {
        await client.start();
    } catch (error) {
        client = undefined;
        vscode.window.showWarningMessage(
            `SmtpGen: ${command} cannot be started (${error.message}). Install it with 'dotnet tool install --global SmtpGen.Tool', or set smtpgen.server.command.`);
    }
};

exports.deactivate = function () {
    return client?.stop();
};
