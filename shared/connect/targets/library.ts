import type { SellingPartner } from '../../domain/application.ts';
import { worksOnLocalStack } from '../environments.ts';
import { type ExportContext, type ExportFile, execOf, fileOf, type Target } from './target.ts';

/** A library, and a program that makes the first call with it. No file of it has a place for a secret. */
export interface Library {
  /** As `exec --for` names it. */
  name: string;
  /** One line for the list. */
  about: string;
  /** What names the packages, in exact versions. */
  manifest: ExportFile;
  program: { path: string } & Record<SellingPartner, string>;
  /** Installs the packages. */
  install(context: ExportContext): string;
  /** Runs the program. */
  run(context: ExportContext): string;
}

/** The target of a library: its manifest and the program for the kind of account. */
export const libraryTarget = ({ name, about, manifest, program, install, run }: Library): Target => ({
  name,
  about,
  needsAmazon: !worksOnLocalStack(name),
  files: ({ sellingPartner }) => [manifest, { path: program.path, text: program[sellingPartner] }],
  next: (context) => [`${install(context)} && ${execOf(context, name)} ${run(context)}`],
});

/** What a program says that was started without the credentials. */
export const runWithExec = (library: string, command: string): string =>
  `Run this with: spapi exec APP/AUTHORIZATION --for ${library} -- ${command}`;

/** package.json of a program, with the versions of its packages. */
export const packageJson = (dependencies: Record<string, string>): ExportFile => ({
  path: 'package.json',
  text: `${JSON.stringify({ private: true, type: 'module', dependencies }, null, 2)}\n`,
});

/** How a program of npm packages is installed and run. */
export const withNode = {
  install: (context: ExportContext) => `npm install --prefix ${fileOf(context)}`,
  run: (context: ExportContext) => `node ${fileOf(context, 'first-call.mjs')}`,
};

/** How a program of Python packages is installed and run. */
export const withPython = {
  install: (context: ExportContext) => {
    const venv = fileOf(context, '.venv');
    const pip = fileOf(context, '.venv/bin/pip');
    return `python3 -m venv ${venv} && ${pip} install -r ${fileOf(context, 'requirements.txt')}`;
  },
  run: (context: ExportContext) =>
    `${fileOf(context, '.venv/bin/python')} ${fileOf(context, 'first_call.py')}`,
};

/** How a program of Composer packages is installed and run. */
export const withPhp = {
  install: (context: ExportContext) => `composer install --working-dir ${fileOf(context)}`,
  run: (context: ExportContext) => `php ${fileOf(context, 'first-call.php')}`,
};

/** composer.json of a program, with the versions of its packages. */
export const composerJson = (require: Record<string, string>): ExportFile => ({
  path: 'composer.json',
  text: `${JSON.stringify({ require }, null, 2)}\n`,
});

/** How a program of NuGet packages is built and run. */
export const withDotnet = {
  install: (context: ExportContext) => `dotnet build ${fileOf(context)}`,
  run: (context: ExportContext) => `dotnet run --no-build --project ${fileOf(context)}`,
};

/** The project of a C# program, with the version of its package. */
export const csproj = (name: string, version: string): ExportFile => ({
  path: 'FirstCall.csproj',
  text: `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net8.0</TargetFramework>
    <RollForward>Major</RollForward>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="${name}" Version="${version}" />
  </ItemGroup>
</Project>
`,
});
